import type { MessageView } from '#contracts';
import { words } from '../../words/en.ts';
import { asDate } from '../time.ts';
import { deliveryOf } from './delivery.ts';

type Delivery = NonNullable<MessageView['delivery']>;
const remedyOf = (changes: Partial<Delivery>) => {
  const delivery: Delivery = {
    state: 'failed',
    reason: 'media',
    errorCode: '21621',
    changedAt: '2026-01-05T09:00:00Z',
    ...changes,
  };
  return deliveryOf({ delivery }, 'Main line')!.remedy;
};

describe('a text whose files were not taken', () => {
  it('can be sent again with links', () => {
    expect(remedyOf({})).toBe('links');
    expect(remedyOf({ state: 'undelivered', errorCode: '30011' })).toBe('links');
  });

  it('cannot, where links came back too, or its files are not to be had', () => {
    expect(remedyOf({ asLinks: true })).toBeNull();
    expect(remedyOf({ errorCode: null })).toBeNull();
  });
});

describe('a text that waits to leave', () => {
  const said = (changes: Partial<Delivery>) => {
    const delivery: Delivery = { state: 'queued', reason: null, errorCode: null, changedAt: new Date().toISOString() };
    return deliveryOf({ delivery: { ...delivery, ...changes } }, 'Main line')!;
  };
  const soon = new Date(Date.now() + 60_000).toISOString();
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString();

  it('says until when a phone is tried that is off', () => {
    const off = { reason: 'unreachable', errorCode: '30003', expectedAt: soon, triedUntil: inTwoDays } as const;
    expect(said(off).word).toBe(
      `Not delivered yet. The phone is off or out of reach. We try again until ${asDate(inTwoDays)}.`,
    );
    expect(said({ ...off, state: 'undelivered' }).problem).toBe('Not delivered. The phone is off or out of reach.');
  });

  it('says when it goes out once the limit of the day is used up', () => {
    const capped = { reason: 'capped', expectedAt: inTwoDays } as const;
    expect(said(capped).word).toBe(`Queued: today’s carrier limit is used up. Goes out at ${asDate(inTwoDays)}.`);
    expect(said({ reason: 'capped' }).word).toBe('Queued: today’s carrier limit is used up.');
  });

  it('is counted down to where it only waits its turn', () => {
    expect([said({ expectedAt: soon }).leavesAt, said({ reason: 'busy', expectedAt: soon }).leavesAt]).toEqual([
      soon,
      soon,
    ]);
    expect(said({}).leavesAt).toBeNull();
    expect([5, 41, 58, 118, 3_600, 9_000].map(words.time.about)).toEqual([
      '10 seconds',
      '50 seconds',
      '1 minute',
      '2 minutes',
      '1 hour',
      '3 hours',
    ]);
  });
});
