import type { z } from 'zod';

const nouns: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const formats: Record<string, string> = {
  uuid: 'must be a UUID',
  datetime: 'must be a time such as 2026-01-31T09:00:00Z',
  date: 'must be a date such as 2026-01-31',
  url: 'must be a URL',
  e164: 'must be a phone number such as +14155550123',
};
const units: Record<string, string> = { string: 'characters', array: 'entries' };

/**
 * What is wrong with one field, worded to follow the field's name: `is required`, `must be a UUID`. Undefined leaves
 * it to zod. What a schema says itself goes before this.
 */
export function wording(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format];
    case 'too_small':
      return limit('at least', issue.minimum, issue.origin);
    case 'too_big':
      return limit('at most', issue.maximum, issue.origin);
    default:
      return undefined;
  }
}

const limit = (bound: string, by: number | bigint, origin: string): string =>
  units[origin] ? `must have ${bound} ${by} ${units[origin]}` : `must be ${bound} ${by}`;
