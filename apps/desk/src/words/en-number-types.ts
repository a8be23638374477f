import type { NumberType, Registration } from '#contracts';

/** What kinds of numbers are called. */
export const numberTypes = {
  'long-code': 'Long code',
  'short-code': 'Short code',
  'toll-free': 'Toll free',
} satisfies Record<NumberType, string>;

/** Whether carriers know who sends from a number. */
export const registrations = {
  unknown: 'Not said',
  'not-needed': 'Not needed',
  pending: 'Pending',
  registered: 'Registered',
  refused: 'Refused',
} satisfies Record<Registration, string>;
