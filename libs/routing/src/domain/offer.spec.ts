import { Refusal } from '#contracts';
import { asTold, end, fateOf, incoming, lookAgainAt, type Offer, over, refuseUnrejectable } from './offer.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const id = (n: number) => `018f0000-0000-7000-8000-00000000000${n}` as never;
const notification = {
  ...{ title: 'Amara Okafor', icon: null, showTimeout: true, autoAssign: false, autoAccept: false, acceptLabel: null },
  ...{ showReject: true, rejectLabel: 'Reject', desktopNotifications: 'never' as const, fields: [] },
};
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
  notification,
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

  it('may be rejected where its template shows that, and only there', () => {
    expect(() => refuseUnrejectable(offer)).not.toThrow();
    const unrejectable = { ...offer, notification: { ...notification, showReject: false } };
    expect(() => refuseUnrejectable(unrejectable)).toThrow('This offer cannot be declined.');
    expect(() => refuseUnrejectable(end(unrejectable, 'timed-out', 3, later(120)))).not.toThrow();
  });

  it('stands as long as the workstream says, else as long as its template', () => {
    expect(asTold({ notification, countdownSeconds: 45 }, null, start).expiresAt).toEqual(later(45));
    expect(asTold({ notification, countdownSeconds: 45 }, 20, start).expiresAt).toEqual(later(20));
  });
});

describe('work that is assigned without asking', () => {
  const unasked = (changes: Partial<typeof notification> = {}): Offer => {
    const told = { ...notification, autoAssign: true, showReject: false, ...changes };
    return { ...offer, ...asTold({ notification: told, countdownSeconds: 120 }, null, start) };
  };

  it('is the agent’s when the time that they see is over, and was never missed', () => {
    expect(fateOf(unasked(), later(119), later(119))).toBeNull();
    expect(fateOf(unasked(), later(119), later(120))).toBe('assigned');
  });

  it('is theirs as soon as a desk shows it where no time is seen', () => {
    expect(fateOf(unasked({ showTimeout: false }), null, later(2))).toBeNull();
    expect(fateOf(unasked({ showTimeout: false }), later(2), later(2))).toBe('assigned');
  });

  it('is lost, not theirs, where no desk shows it', () => {
    expect(fateOf(unasked(), null, later(15))).toBe('lost');
    expect(fateOf(unasked(), later(100), later(120))).toBe('lost');
    expect(fateOf(unasked({ showTimeout: false }), null, later(15))).toBe('lost');
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
