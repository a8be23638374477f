import { figure, plural } from './plural.ts';

/** What is said where several definitions are removed at once. */
export const removeManyWords = {
  remove: (count: number) => `Remove the ${plural(count, 'one that is', `${figure(count)} that are`)} chosen?`,
  text: 'They can no longer be used. Their history stays, and any version of them can be restored by the API.',
  removed: (count: number) => `${figure(count)} removed.`,
  stay: 'These stay as they are:',
  close: 'Close',
} as const;
