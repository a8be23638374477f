/** The words of what a conversation needs of its agent. */
export const neededSkillsWords = {
  title: 'Needed skills',
  failed: 'The needed skills',
  none: 'None in particular',
  rated: (name: string, rating: string) => (rating === '' ? name : `${name}: ${rating}`),
  change: 'Change skills',
  hint: 'Who comes next has to have all of them. Who has the conversation keeps it.',
  skill: 'Skill',
  rating: 'Rating',
  of: (what: string, skill: string) => `${what} of ${skill}`,
  add: 'Add a skill',
  addHint: 'Choose one',
  remove: (skill: string) => `Remove ${skill}`,
  save: 'Save skills',
  saved: 'Skills saved.',
} as const;
