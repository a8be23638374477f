import type { Address } from '#contracts';
import { phoneKindOf } from './phone-kind.ts';

describe('what a number belongs to', () => {
  it.each([
    ['+4915123456789', 'mobile'],
    ['+4930901820', 'landline'],
    ['+12065550100', 'mobile'],
    ['+18005550199', 'other'],
    ['72727', 'other'],
  ] as const)('of %s is %s', (number, kind) => expect(phoneKindOf(number as Address)).toBe(kind));
});
