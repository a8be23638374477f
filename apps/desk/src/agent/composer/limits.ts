import { longestReply, unspeakable } from '#contracts';

export { longestReply as longest } from '#contracts';
/** Whether the server would take this as a text: words that can be sent, or files that go without any. */
export const canSend = (body: string, files = 0): boolean => {
  const said = body.trim();
  return (said !== '' || files > 0) && said.length <= longestReply && !unspeakable.test(said);
};
