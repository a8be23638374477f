/** The words around how the conversations of a workstream live, and how their customers are found. */
export const lifeWords = {
  title: 'Life of conversations',
  failed: 'The life of conversations',
  sections: {
    closing: 'Closing by itself',
    closingText: 'Each conversation is looked at every five minutes.',
    after: 'After the end',
    said: 'Automated messages',
  },
  seldomMeant: 'Seldom meant',
  closesSooner: (after: string) =>
    `Conversations that have waited for ${after} or longer are closed within five minutes, also those that wait already.`,
  keepsLess: (days: string) =>
    `What was said in conversations that were closed more than ${days} ago is deleted. Nobody can bring it back.`,
  elsewhere: 'Set elsewhere',
  open: 'Open, closes after',
  active: 'Active, closes after',
  wrapUp: 'Wrap-up, for everybody',
  never: 'Never',
  toEverybody: 'Settings for everybody',
  rules: 'Time-out rules',
  noRules: 'None for this workstream.',
  toRules: 'All time-out rules',
} as const;
