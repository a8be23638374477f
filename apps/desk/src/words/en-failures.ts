/** What is said of texts that failed in a conversation that is not on screen. */
export const failureWords = {
  maybeNotArrived: (name: string) => `Your text to ${name} may not have arrived.`,
  notSent: (name: string) => `Your text to ${name} was not sent.`,
  notSentToSomebody: 'A text of yours was not sent.',
  open: 'Open',
} as const;
