import { figure } from './plural.ts';

/** The words of what a conversation came to, said in wrap-up. */
export const wrapUpWords = {
  title: 'What it came to',
  required: 'needed before you close',
  atMost: (count: number) => `up to ${figure(count)}`,
  find: 'Find a reason',
  noneFound: (search: string) => `No reason has “${search}”.`,
  stopsTexts: 'No more texts to this number',
  byColleague: (names: readonly string[], colleague: string) => `${colleague} said: ${names.join(', ')}`,
  failed: 'The reasons',
  other: 'Other',
} as const;
