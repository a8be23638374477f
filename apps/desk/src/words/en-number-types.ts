import type { NumberType } from '#contracts';

/** What kinds of numbers are called. */
export const numberTypes = {
  'long-code': 'Long code',
  'short-code': 'Short code',
  'toll-free': 'Toll free',
} satisfies Record<NumberType, string>;
