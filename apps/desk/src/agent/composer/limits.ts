import { longestText, unspeakable } from '#contracts';

export { longestText as longest } from '#contracts';
/** Whether the server would take these words as a text. */
export const canSend = (body: string): boolean => {
  const said = body.trim();
  return said !== '' && said.length <= longestText && !unspeakable.test(said);
};
