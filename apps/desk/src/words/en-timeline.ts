/** The words of what came before a conversation. */
export const timelineWords = {
  title: 'Before this',
  failed: 'What came before',
  more: 'Show more',
  weWrote: (at: string) => `We wrote first, ${at}`,
  by: (agent: string) => `With ${agent}`,
} as const;
