import fc from 'fast-check';
import { type DataOf, deliveryState, type DeliveryState, textWritten } from '#contracts';
import {
  answered,
  type Delivery,
  doubt,
  observe,
  type Observation,
  sendAnew,
  submit,
  validityPeriod,
} from './delivery.ts';
import { plan } from './planning.ts';

const now = new Date('2026-01-05T09:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const written = (changes: Partial<DataOf<typeof textWritten>> = {}) =>
  textWritten.data.parse({
    messageId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e01',
    conversationId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e02',
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    provider: 'twilio',
    to: '+14155550111',
    body: 'Hello',
    mediaIds: [],
    author: 'agent',
    priority: 0,
    validUntil: null,
    writtenAt: now.toISOString(),
    ...changes,
  });
const planned = (changes: Partial<DataOf<typeof textWritten>> = {}) =>
  plan(written(changes), { plainCharacters: true }, now, () => 'no other part')[0]!;
const queued = planned();
const submitting = submit(queued, now);
const sid = 'SM1';
const see = (delivery: Delivery, ...seen: Observation[]) =>
  seen.reduce<Delivery>((known, one) => observe(known, one, now).delivery, delivery);
const saying = (state: DeliveryState | null, errorCode: string | null = null): Observation => ({
  state,
  providerSid: sid,
  errorCode,
});

describe('a text that has to leave', () => {
  it('waits for its turn, four hours at most when its writer said nothing else', () => {
    expect(queued).toMatchObject({ state: 'queued', version: 1, attempts: 0, validUntil: after(4 * 3600) });
    expect(planned({ validUntil: after(60).toISOString() }).validUntil).toEqual(after(60));
  });

  it('is submitted when its turn comes', () => {
    expect(submitting).toMatchObject({ state: 'submitting', version: 2, attempts: 1, submittedAt: now });
  });

  it('is given up when its turn comes too late', () => {
    expect(submit(queued, after(4 * 3600))).toMatchObject({ state: 'failed', reason: 'busy', attempts: 0 });
  });

  it('is given up with what it waited for, where it waited for something', () => {
    const held = answered(submitting, { kind: 'refused', errorCode: '20003' }, now, 0);
    expect(submit(held, after(4 * 3600))).toMatchObject({ state: 'failed', reason: 'account', errorCode: '20003' });
  });

  it.each([
    [60, 60],
    [0.5, 1],
    [-5, 1],
    [1_000_000, 36_000],
  ])('with %d seconds left may be held by the carrier for %d', (left, seconds) => {
    expect(validityPeriod({ ...queued, validUntil: after(left) }, now)).toBe(seconds);
  });
});

describe("Twilio's answer", () => {
  it('moves an accepted text on and tells its SID', () => {
    const accepted = answered(submitting, { kind: 'accepted', providerSid: sid }, now, 0);
    expect(accepted).toMatchObject({ state: 'accepted', version: 3, providerSid: sid, reason: null });
  });

  it('fails a refused text with the reason', () => {
    const refused = answered(submitting, { kind: 'refused', errorCode: '21610' }, now, 0);
    expect(refused).toMatchObject({ state: 'failed', errorCode: '21610', reason: 'opted-out' });
  });

  it.each(['20003', '20005', '30002'])('%s holds the text back: it is the account that cannot send', (errorCode) => {
    const held = answered(submitting, { kind: 'refused', errorCode }, now, 0);
    expect(held).toMatchObject({ state: 'queued', errorCode, reason: 'account', dueAt: now });
  });

  it('never moves back what a callback has told meanwhile', () => {
    const delivered = see(submitting, saying('delivered'));
    for (const answer of [
      { kind: 'accepted', providerSid: sid },
      { kind: 'no-answer', errorCode: '20500' },
      { kind: 'not-now', errorCode: '20429' },
    ] as const)
      expect(answered(delivered, answer, now, 0)).toBe(delivered);
  });

  it('leaves a text in doubt when there is none, until anything is seen of it', () => {
    const unknown = answered(submitting, { kind: 'no-answer', errorCode: null }, now, 0);
    expect(unknown).toMatchObject({ state: 'unknown', reason: 'no-answer', lookAt: after(2) });
    expect(doubt(unknown, null, now)).toBe(unknown);
    for (const state of ['accepted', 'sent', 'delivered', 'undelivered', 'failed'] as const)
      expect(see(unknown, saying(state))).toMatchObject({ state, reason: null, lookAt: null });
  });

  it('returns a text that was not executed to the queue, later each time and never past its time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, chance) => {
          const again = answered({ ...submitting, attempts }, { kind: 'not-now', errorCode: '20429' }, now, chance);
          const waited = again.dueAt.getTime() - now.getTime();
          const longest = Math.min(60_000, 1000 * 2 ** (attempts - 1));
          expect(again).toMatchObject({ state: 'queued', reason: 'busy', errorCode: '20429' });
          expect(waited).toBeGreaterThanOrEqual(Math.floor(longest / 2));
          expect(waited).toBeLessThanOrEqual(longest);
        },
      ),
    );
    const last = answered({ ...submitting, validUntil: after(0.1) }, { kind: 'not-now', errorCode: null }, now, 1);
    expect(last.dueAt).toEqual(after(0.1));
  });

  it("gives Twilio's full queue half a minute", () => {
    const again = answered(submitting, { kind: 'not-now', errorCode: '21611' }, now, 1);
    expect(again.dueAt).toEqual(after(30));
  });
});

describe("a text that the account's limit of the day does not let leave", () => {
  const limited = { kind: 'not-now', errorCode: '63038' } as const;

  it('is tried again when there may be room, a quarter of an hour at first, an hour at most', () => {
    const pauseAfter = (attempts: number) => answered({ ...submitting, attempts }, limited, now, 1).dueAt;
    expect([1, 2, 3, 9].map(pauseAfter)).toEqual([after(900), after(1800), after(3600), after(3600)]);
  });

  it('says so as it waits, and when its time is over', () => {
    const waiting = answered(submitting, limited, now, 1);
    expect(waiting).toMatchObject({ state: 'queued', reason: 'capped', errorCode: '63038' });
    expect(submit(waiting, waiting.validUntil)).toMatchObject({
      state: 'failed',
      reason: 'capped',
      errorCode: '63038',
    });
  });
});

describe('a text that ended and is sent anew', () => {
  it('is another delivery of the same part, which remembers why, and leaves when it is due', () => {
    const ended = see(submitting, saying('undelivered', '30003'));
    const anew = sendAnew(ended, '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77' as never, after(900), now);
    expect(anew).toMatchObject({ wholeId: queued.messageId, part: 1, round: 2, state: 'queued', dueAt: after(900) });
    expect(anew).toMatchObject({
      reason: 'unreachable',
      errorCode: '30003',
      providerSid: null,
      attempts: 0,
      version: 1,
    });
  });
});

describe('what is seen of a text', () => {
  const middle: readonly DeliveryState[] = ['accepted', 'sent'];
  const ends: readonly DeliveryState[] = ['delivered', 'undelivered', 'failed'];
  const codeOf: Partial<Record<DeliveryState, string>> = { undelivered: '30003', failed: '30007' };
  const observation = (state: DeliveryState | null): Observation => saying(state, state && (codeOf[state] ?? null));
  /** What may be seen of one text: any of the states on the way, words that say nothing, and one end. */
  const sightings = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom<DeliveryState | null>(...middle, null), { maxLength: 3 }),
      fc.option(fc.constantFrom(...ends)),
    )
    .map(([onTheWay, end]) => [...onTheWay, ...(end ? [end] : [])].map(observation))
    .filter(({ length }) => length > 0);
  const start = fc.constantFrom(queued, submitting, doubt(submitting, '20500', now));
  const gist = ({ state, providerSid, errorCode, reason }: Delivery) => ({ state, providerSid, errorCode, reason });

  it('comes to the same in any order and any number', () => {
    const seenTwice = sightings.chain((seen) =>
      fc.tuple(
        fc.constant(seen),
        fc
          .array(fc.constantFrom(...seen), { maxLength: 6 })
          .chain((more) => fc.shuffledSubarray([...seen, ...more], { minLength: seen.length + more.length })),
      ),
    );
    fc.assert(
      fc.property(start, seenTwice, (delivery, [inOrder, shuffled]) => {
        expect(gist(see(delivery, ...shuffled))).toEqual(gist(see(delivery, ...inOrder)));
      }),
      { numRuns: 500 },
    );
  });

  it('never moves a text back, and counts every change', () => {
    const rank = ['queued', 'submitting', 'unknown', 'accepted', 'sent', 'delivered'];
    const rankOf = (state: DeliveryState) => rank.indexOf(ends.includes(state) ? 'delivered' : state);
    fc.assert(
      fc.property(
        start,
        fc.array(fc.constantFrom(...deliveryState.options, null).map(observation), { maxLength: 12 }),
        (delivery, seen) => {
          let known = delivery;
          for (const one of seen) {
            const { delivery: next, effect } = observe(known, one, now);
            expect(rankOf(next.state)).toBeGreaterThanOrEqual(rankOf(known.state));
            expect(effect === 'moved').toBe(next.state !== known.state);
            expect(next.version - known.version).toBe(next === known ? 0 : 1);
            known = next;
          }
        },
      ),
    );
  });

  it('changes nothing the second time', () => {
    const sent = see(submitting, saying('sent'));
    expect(observe(sent, saying('sent'), now)).toEqual({ delivery: sent, effect: 'nothing' });
    expect(observe(sent, saying('accepted'), now)).toEqual({ delivery: sent, effect: 'nothing' });
  });

  it('keeps the first of two different ends and says that they contradict each other', () => {
    const delivered = see(submitting, saying('delivered'));
    expect(observe(delivered, saying('undelivered', '30003'), now)).toEqual({
      delivery: delivered,
      effect: 'contradicted',
    });
  });

  it('tells the SID even by a word that says nothing else', () => {
    const { delivery, effect } = observe(submitting, saying(null), now);
    expect(effect).toBe('told');
    expect(delivery).toMatchObject({ state: 'submitting', providerSid: sid, version: 3 });
  });
});
