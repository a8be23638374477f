import { longestReply, unspeakable } from '#contracts';

export { longestReply as longest } from '#contracts';
/** Whether the server would take these words as a text. */
export const canSend = (body: string): boolean => {
  const said = body.trim();
  return said !== '' && said.length <= longestReply && !unspeakable.test(said);
};
