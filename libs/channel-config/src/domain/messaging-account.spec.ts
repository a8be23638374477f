import fc from 'fast-check';
import { accountId, slug } from '#contracts';
import { type MessagingAccount, replaceToken } from './messaging-account.ts';
import { active } from './retirement.ts';

const now = new Date('2026-01-05T09:00:00.000Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const account: MessagingAccount = {
  id: accountId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13'),
  version: 4,
  ...active,
  slug: slug.parse('main'),
  name: 'Main',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  key: 'key',
  sealedAuthToken: 'first',
  previousTokens: [],
  tokenRotatedAt: inHours(-100),
  createdAt: inHours(-100),
  changedAt: inHours(-100),
};

describe('replacing a token', () => {
  it('keeps the old one until its grace is over', () => {
    expect(replaceToken(account, 'second', inHours(24), now)).toEqual({
      ...account,
      version: 5,
      sealedAuthToken: 'second',
      previousTokens: [{ sealedAuthToken: 'first', validUntil: inHours(24).toISOString() }],
      tokenRotatedAt: now,
      changedAt: now,
    });
  });

  it('keeps the token before as well when the new one was mistyped, each as long as it was promised', () => {
    const mistyped = replaceToken(account, 'secnod', inHours(24), now);
    expect(replaceToken(mistyped, 'second', inHours(25), inHours(1)).previousTokens).toEqual([
      { sealedAuthToken: 'secnod', validUntil: inHours(25).toISOString() },
      { sealedAuthToken: 'first', validUntil: inHours(24).toISOString() },
    ]);
  });

  it('forgets every old one at once where there is no grace', () => {
    const rotated = replaceToken(account, 'second', inHours(24), now);
    expect(replaceToken(rotated, 'third', now, now).previousTokens).toEqual([]);
  });

  it('may cut the grace short later, without a new token', () => {
    const rotated = replaceToken(account, 'second', inHours(24), now);
    const cut = replaceToken(rotated, 'the same', inHours(1), inHours(1));
    expect(cut).toMatchObject({ version: 6, sealedAuthToken: 'second', previousTokens: [], tokenRotatedAt: now });
  });

  it('is nothing when it is the same token and nothing else changes', () => {
    expect(replaceToken(account, 'the same', inHours(24), now)).toBe(account);
    const rotated = replaceToken(account, 'second', inHours(24), now);
    expect(replaceToken(rotated, 'the same', inHours(48), inHours(1))).toBe(rotated);
  });

  it('keeps no more than five, none that is over, none longer than the last grace, in whatever order it happened', () => {
    const step = fc.record({
      token: fc.option(fc.string(), { nil: 'the same' }),
      grace: fc.nat(168),
      pause: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        let hours = 0;
        let after = account;
        for (const { token, grace, pause } of steps) {
          hours += pause;
          after = replaceToken(after, token, inHours(hours + grace), inHours(hours));
          const ends = after.previousTokens.map(({ validUntil }) => new Date(validUntil).getTime());
          expect(ends.length).toBeLessThanOrEqual(5);
          expect(ends.every((end) => end > inHours(hours).getTime())).toBe(true);
          expect(ends.every((end) => end <= inHours(hours + grace).getTime())).toBe(true);
        }
      }),
    );
  });
});
