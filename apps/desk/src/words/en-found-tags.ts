/** What is told of a model's tags: it arrives with the first of them. */
export const foundTagWords = {
  tagIsSkill: (tag: string, skill: string) => `${tag}: ${skill}`,
  tagIsNone: (tag: string) => `${tag}: there is no such skill`,
  noTags: 'The model named no skill.',
};
