import fc from 'fast-check';
import { address } from '#contracts';
import { inboundOf, keepsTo, type ListedText, missingOf, reportOf } from './listed-text.ts';

const ours = address.parse('+14252306549');
const start = new Date('2026-01-05T09:00:00Z').getTime();
const second = (n: number, ms = 0) => new Date(start + n * 1000 + ms);
const window = { from: second(0), to: second(9) };
const listed = (sid: string, at: Date, changes: Partial<ListedText> = {}): ListedText => ({
  sid: `SM${sid}`,
  direction: 'inbound',
  from: '+14155550111',
  to: ours,
  body: `Text ${sid}`,
  segments: 1,
  files: 0,
  service: null,
  status: 'received',
  errorCode: null,
  at,
  ...changes,
});
const sids = (texts: readonly { sid: string }[]) => texts.map(({ sid }) => sid.slice(2));

describe("Twilio's list, newest first", () => {
  it('is read oldest first, inside one second from its end to its beginning', () => {
    const texts = [listed('d', second(2)), listed('c', second(1)), listed('b', second(1)), listed('a', second(0))];
    expect(sids(inboundOf(texts, window, ours))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('may show a text on two pages', () => {
    const texts = [listed('b', second(1)), listed('a', second(0)), listed('a', second(0))];
    expect(sids(inboundOf(texts, window, ours))).toEqual(['a', 'b']);
  });

  it('holds texts that are none of ours to take in: those we sent, those to other numbers and those outside the window', () => {
    const texts = [
      listed('too late', second(10)),
      listed('ours', second(1), { direction: 'outbound-api' }),
      listed('elsewhere', second(1), { to: '+14252300000' }),
      listed('too early', second(-1)),
    ];
    expect(inboundOf(texts, window, ours)).toEqual([]);
  });

  it('holds texts of machines that Twilio kept from us: to take them in would answer them, and so begin the loop anew', () => {
    const texts = [
      listed('machine', second(1), { status: 'failed', errorCode: 30039 }),
      listed('in part', second(2), { errorCode: 30009 }),
      listed('failed', second(3), { status: 'failed', errorCode: 11200 }),
    ];
    expect(sids(inboundOf(texts, window, ours))).toEqual(['in part', 'failed']);
  });

  it('keeps to the seconds asked for, give or take one, or knows days only', () => {
    expect(keepsTo(window, [listed('a', second(10)), listed('b', second(-1))])).toBe(true);
    expect(keepsTo(window, [listed('a', second(11))])).toBe(false);
  });
});

describe('a text that is missing here', () => {
  it("was received at Twilio's second", () => {
    const { missing } = missingOf([listed('a', second(1))], new Map());
    expect(missing).toEqual([
      {
        text: { sid: 'SMa', from: '+14155550111', to: ours, body: 'Text a', segments: 1, files: [], pool: undefined },
        receivedAt: second(1),
      },
    ]);
  });

  it('comes after what the same customer wrote before it in the same second, though that came by itself', () => {
    const inbound = [listed('a', second(1)), listed('b', second(1)), listed('c', second(1))];
    const { missing } = missingOf(inbound, new Map([['SMa', second(1, 700)]]));
    expect(missing.map(({ receivedAt }) => receivedAt)).toEqual([second(1, 700), second(1, 700)]);
  });

  it("does not wait for another customer's", () => {
    const inbound = [listed('a', second(1), { from: '+14155550199' }), listed('b', second(1))];
    expect(missingOf(inbound, new Map([['SMa', second(1, 700)]])).missing).toMatchObject([{ receivedAt: second(1) }]);
  });

  it('and has no address for a sender is only counted', () => {
    const inbound = [listed('a', second(1), { from: 'whatsapp:+14155550111' }), listed('b', second(2))];
    const { missing, unreadable } = missingOf(inbound, new Map());
    expect([sids(missing.map(({ text }) => text)), unreadable]).toEqual([['b'], 1]);
  });

  it('may hold what no database takes', () => {
    const { missing } = missingOf([listed('a', second(1), { body: 'a\u0000b' })], new Map());
    expect(missing[0]!.text.body).toBe('a\ufffdb');
  });
});

describe('whichever of the texts of an outage are missing', () => {
  const texts = fc.array(
    fc.record({
      second: fc.integer({ min: 0, max: 5 }),
      customer: fc.integer({ min: 1, max: 2 }),
      known: fc.boolean(),
    }),
    { maxLength: 30 },
  );

  it('a thread by receipt time, with ties in the order of taking in, is as Twilio lists it', () => {
    fc.assert(
      fc.property(texts, (drawn) => {
        // as they happened: oldest first, each later than the one before inside its second
        const happened = drawn
          .toSorted((one, other) => one.second - other.second)
          .map((text, n) => ({
            ...text,
            sid: `SM${n}`,
            at: second(text.second),
            from: `+1415555010${text.customer}`,
          }));
        const known = new Map(
          happened.flatMap(({ sid, known, second: s }, n) => (known ? [[sid, second(s, n + 1)] as const] : [])),
        );
        const list = happened.map(({ sid, at, from }) => listed(sid.slice(2), at, { from })).toReversed();
        const { missing } = missingOf(inboundOf(list, window, ours), known);
        // those that came by themselves had smaller positions
        const thread = [
          ...happened.filter(({ sid }) => known.has(sid)).map(({ sid, from }) => ({ sid, from, at: known.get(sid)! })),
          ...missing.map(({ text: { sid, from }, receivedAt }) => ({ sid, from: from as string, at: receivedAt })),
        ].sort((one, other) => one.at.getTime() - other.at.getTime());
        for (const customer of ['+14155550101', '+14155550102']) {
          const of = (all: readonly { sid: string; from: string }[]) =>
            sids(all.filter(({ from }) => from === customer));
          expect(of(thread)).toEqual(of(happened));
        }
      }),
    );
  });
});

describe('what the list says of a text of ours', () => {
  const sent = (status: string, errorCode: number | null = null) =>
    reportOf(listed('a', second(1), { direction: 'outbound-api', status, errorCode }));

  it('is what a callback would have said', () => {
    expect(sent('delivered')).toEqual({ word: 'delivered', state: 'delivered', providerSid: 'SMa', errorCode: null });
    expect(sent('undelivered', 30003)).toMatchObject({ state: 'undelivered', errorCode: '30003' });
    expect(sent('failed', 0)).toMatchObject({ state: 'failed', errorCode: null });
  });

  it('may be a word that says nothing', () => {
    expect(sent('pondering')).toMatchObject({ word: 'pondering', state: null });
  });
});
