import fc from 'fast-check';
import { deliveryState, type DeliveryState } from '#contracts';
import type { Delivery } from './delivery.ts';
import { brokenBy, wholeOf } from './whole.ts';

const at = new Date('2026-01-05T09:00:00Z');
const delivery = (
  part: number,
  state: DeliveryState,
  { round = 1, version = 1, errorCode = null as string | null } = {},
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
