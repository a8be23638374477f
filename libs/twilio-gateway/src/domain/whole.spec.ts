import fc from 'fast-check';
import { deliveryState, type DeliveryState } from '#contracts';
import type { Delivery } from './delivery.ts';
import { brokenBy, wholeOf } from './whole.ts';

const at = new Date('2026-01-05T09:00:00Z');
const delivery = (
  part: number,
  state: DeliveryState,
  { round = 1, version = 1, errorCode = null as string | null, dueAt = at } = {},
) =>
  ({
    wholeId: 'w',
    part,
    round,
    linksRound: null,
    state,
    version,
    errorCode,
    reason: null,
    providerSid: `SM${part}`,
    changedAt: at,
    dueAt,
  }) as never as Delivery;
const states = (...of: DeliveryState[]) => wholeOf(of.map((state, n) => delivery(n + 1, state))).state;

describe('a text in several parts', () => {
  it.each([
    [['delivered', 'delivered'], 'delivered'],
    [['delivered', 'sent'], 'sent'],
    [['accepted', 'queued', 'sent'], 'queued'],
    [['delivered', 'unknown'], 'unknown'],
    [['delivered', 'undelivered', 'queued'], 'undelivered'],
    [['failed', 'undelivered'], 'failed'],
  ] as const)('of which these are %j is %s', (parts, whole) => {
    expect(states(...parts)).toBe(whole);
  });

  it('is delivered only when every part is', () => {
    const all = fc.array(fc.constantFrom(...deliveryState.options), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(all, (parts) => {
        expect(states(...parts) === 'delivered').toBe(parts.every((state) => state === 'delivered'));
        expect(parts).toContain(states(...parts));
      }),
    );
  });

  it('says the code of the part that went worst, and the SID of the first', () => {
    const whole = wholeOf([delivery(1, 'delivered'), delivery(2, 'undelivered', { errorCode: '30003' })]);
    expect(whole).toMatchObject({ messageId: 'w', errorCode: '30003', providerSid: 'SM1' });
  });
});

describe('a part that is sent anew', () => {
  const minutes = (n: number) => new Date(at.getTime() + n * 60_000);
  const anew = (errorCode: string, round: number, dueAt: Date) =>
    wholeOf([
      delivery(1, 'undelivered', { errorCode }),
      delivery(1, 'queued', { round, errorCode, dueAt }),
      delivery(2, 'delivered'),
    ]);

  it('says when that is, and when it is tried for the last time', () => {
    expect(anew('30003', 2, minutes(15))).toMatchObject({ expectedAt: minutes(15), triedUntil: minutes(45) });
    expect(anew('30003', 3, minutes(30))).toMatchObject({ expectedAt: minutes(30), triedUntil: minutes(30) });
    expect(anew('30023', 2, minutes(600))).toMatchObject({ triedUntil: minutes(600 + 24 * 60) });
  });

  it('says nothing of it where that is at once, or it is on its way again', () => {
    const nothing = { expectedAt: null, triedUntil: null };
    expect(anew('30003', 2, at)).toMatchObject(nothing);
    expect(wholeOf([delivery(1, 'submitting', { round: 2, errorCode: '30003', dueAt: minutes(15) })])).toMatchObject(
      nothing,
    );
  });

  it('stands where its last round stands', () => {
    expect(wholeOf([delivery(1, 'undelivered'), delivery(1, 'queued', { round: 2 })]).state).toBe('queued');
  });

  it('is delivered where an earlier round arrived after all', () => {
    expect(wholeOf([delivery(1, 'delivered'), delivery(1, 'undelivered', { round: 2 })]).state).toBe('delivered');
  });

  it('has a version that rises with every change of any round', () => {
    const before = [delivery(1, 'undelivered', { version: 4 })];
    expect(wholeOf(before).version).toBe(4);
    expect(wholeOf([...before, delivery(1, 'queued', { round: 2 })]).version).toBe(5);
  });
});

describe('a part that ended for good', () => {
  it('says why the text did not arrive, before those that were given up for its sake', () => {
    const given = delivery(2, 'failed');
    expect(wholeOf([delivery(1, 'undelivered', { errorCode: '30005' }), given])).toMatchObject({
      state: 'undelivered',
      errorCode: '30005',
    });
  });

  it('breaks its text, unless it arrived after all or leaves once more', () => {
    const end = delivery(1, 'undelivered', { errorCode: '30005' });
    expect(brokenBy([end, delivery(2, 'queued')])).toBe(end);
    expect(brokenBy([delivery(1, 'failed'), end, delivery(2, 'queued')])).toMatchObject({ part: 1 });
    expect(brokenBy([end, delivery(1, 'queued', { round: 2 }), delivery(2, 'queued')])).toBeNull();
    expect(brokenBy([end, delivery(1, 'delivered', { round: 2 }), delivery(2, 'queued')])).toBeNull();
    expect(brokenBy([delivery(1, 'accepted'), delivery(2, 'queued')])).toBeNull();
  });
});
