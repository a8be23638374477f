import { figure, plural } from './plural.ts';

/** What is said of texts that failed in a conversation that is not on screen. */
export const failureWords = {
  maybeNotArrived: (name: string) => `Your text to ${name} may not have arrived.`,
  notSent: (name: string) => `Your text to ${name} was not sent.`,
  notSentToSomebody: 'A text of yours was not sent.',
  open: 'Open',
  /** Those of conversations that somebody else has meanwhile. */
  left: 'Texts that were not sent',
  files: (count: number) => `${figure(count)} ${plural(count, 'file', 'files')} went with it.`,
} as const;
