import { Refusal } from '#contracts';
import { end, fateOf, incoming, lookAgainAt, type Offer, over } from './offer.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}` as never;
const offer: Offer = {
  id: id(1),
  version: 2,
  workItemId: id(2),
  conversationId: id(3),
  queueId: id(4),
  agentId: id(5),
  state: 'offered',
  why: 'The only one free, 6 of 6',
  offeredAt: start,
  expiresAt: later(120),
  endedAt: null,
  ...incoming,
};

describe('an offer that stands', () => {
  it.each(['accepted', 'rejected', 'timed-out', 'withdrawn', 'lost'] as const)('can end %s', (outcome) => {
    expect(end(offer, outcome, 3, later(7))).toMatchObject({ state: outcome, version: 3, endedAt: later(7) });
  });

  it('is lost when no desk showed it for 15 s', () => {
    expect(fateOf(offer, null, later(14))).toBeNull();
    expect(fateOf(offer, null, later(15))).toBe('lost');
  });

  it('stands on while a desk shows it', () => {
    expect(fateOf(offer, later(10), later(24))).toBeNull();
    expect(fateOf(offer, later(10), later(25))).toBe('lost');
    expect(lookAgainAt(offer, later(10))).toEqual(later(25));
  });

  it('times out at the end of its countdown, shown or not', () => {
    expect(fateOf(offer, later(119), later(120))).toBe('timed-out');
    expect(fateOf({ ...offer, expiresAt: later(10) }, null, later(10))).toBe('timed-out');
    expect(lookAgainAt(offer, later(119))).toEqual(later(120));
  });
});

describe('an offer that is over', () => {
  it.each([
    ['accepted', 'accepted'],
    ['rejected', 'declined'],
    ['timed-out', 'ran out'],
    ['withdrawn', 'withdrawn'],
    ['lost', 'No desk'],
  ] as const)('once %s cannot end again, and says how it ended', (state, word) => {
    const ended = end(offer, state, 3, later(7));
    expect(() => end(ended, 'accepted', 4, later(8))).toThrow(Refusal);
    expect(over(ended).code).toBe('offer-over');
    expect(over(ended).message).toContain(word);
  });
});
