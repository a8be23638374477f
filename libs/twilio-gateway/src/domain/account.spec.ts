import type { AccountId } from '#contracts';
import { carrierAt, carriersOf } from './account.ts';

const [first, second, third] = ['a', 'b', 'c'] as unknown as readonly [AccountId, AccountId, AccountId];
const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour));
const channel = {
  accountId: third,
  formerly: [
    { accountId: second, until: at(12).toISOString() },
    { accountId: first, until: at(9).toISOString() },
  ],
};

describe('the accounts of a channel whose number moved', () => {
  it('each carried its texts until the number moved on', () => {
    expect([8, 9, 11, 12, 20].map((hour) => carrierAt(channel, at(hour)))).toEqual([
      first,
      second,
      second,
      third,
      third,
    ]);
    expect(carrierAt(channel, null)).toBe(third);
  });

  it('are all known, each once, the one of now first', () => {
    expect(carriersOf(channel)).toEqual([third, second, first]);
    expect(carriersOf({ ...channel, accountId: first })).toEqual([first, second]);
    expect(carriersOf({ accountId: first, formerly: [] })).toEqual([first]);
  });
});
