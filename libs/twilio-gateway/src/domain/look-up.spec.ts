import fc from 'fast-check';
import type { Delivery } from './delivery.ts';
import type { ListedText } from './listed-text.ts';
import { findDoubtful, type Listing, readFrom } from './look-up.ts';

const now = new Date('2026-01-05T09:10:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const absentAfterMs = 90_000;
const doubtful = (id: string, body: string, submittedAt: Date, looks = 0) =>
  ({ messageId: id, body, submittedAt, changedAt: submittedAt, part: 1, looks }) as unknown as Delivery;
const text = (sid: string, body: string, at: Date) =>
  ({ sid, body, at, direction: 'outbound-api', status: 'delivered' }) as ListedText;
const listed = (...texts: ListedText[]): Listing => ({ kind: 'listed', texts });
const look = (texts: Delivery[], listing: Listing, claimed: string[] = []) =>
  findDoubtful(texts, listing, new Set(claimed), now, absentAfterMs);

describe('a text in doubt', () => {
  it('is found by its words and its time', () => {
    const found = text('SM1', 'Hello', ago(19));
    const others = [text('SM2', 'Good bye', ago(18)), text('SM3', 'Hello', ago(600)), text('SM4', 'Hello', ago(15))];
    expect(look([doubtful('a', 'Hello', ago(20))], listed(...others, found)).get('a' as never)).toEqual({
      kind: 'found',
      text: found,
    });
  });

  it.each([
    ['another text of ours', listed(text('SM1', 'Hello', ago(19))), ['SM1']],
    ["a customer's text", listed({ ...text('SM1', 'Hello', ago(19)), direction: 'inbound' }), []],
    ['a text of other words', listed(text('SM1', 'Hello.', ago(19))), []],
    ['an empty text', listed(text('SM1', '', ago(19))), []],
    ['a text from long before', listed(text('SM1', 'Hello', ago(60))), []],
  ])('is not %s', (_what, listing, claimed) => {
    expect(look([doubtful('a', 'Hello', ago(20))], listing, claimed).get('a' as never)).toMatchObject({
      kind: 'later',
    });
  });

  it.each([
    ['of a trial account, before which Twilio writes so', 'Hello', 'Sent from your Twilio trial account - Hello'],
    ['of a file alone, from a trial account', '', 'Sent from your Twilio trial account - '],
    ['whose typographic characters a Messaging Service replaced', '“Hello” – it’s me 😀', '"Hello" - it\'s me 😀'],
    ['that Twilio trimmed', 'Hello \n', 'Hello'],
  ])('is found as Twilio keeps it: one %s', (_which, asked, kept) => {
    const found = text('SM1', kept, ago(19));
    const other = text('SM2', 'Hello there', ago(18));
    expect(look([doubtful('a', asked, ago(20))], listed(other, found)).get('a' as never)).toEqual({
      kind: 'found',
      text: found,
    });
  });

  it('is rather the text with its very words than one that Twilio changed', () => {
    const [plain, typographic] = [text('SM1', "It's", ago(19)), text('SM2', 'It’s', ago(18))];
    const findings = look([doubtful('a', 'It’s', ago(20)), doubtful('b', "It's", ago(20))], listed(plain, typographic));
    expect(findings.get('a' as never)).toEqual({ kind: 'found', text: typographic });
    expect(findings.get('b' as never)).toEqual({ kind: 'found', text: plain });
  });

  it('that is not in the list may come into it, and is looked for again, later each time, before it is taken for absent', () => {
    const at = (submittedAt: Date, looks: number) =>
      look([doubtful('a', 'Hello', submittedAt, looks)], listed()).get('a' as never);
    expect(at(ago(1), 0)).toEqual({ kind: 'later', at: ago(-2) });
    expect(at(ago(10), 2)).toEqual({ kind: 'later', at: ago(-8) });
    expect(at(ago(85), 5)).toEqual({ kind: 'later', at: ago(-5) });
    expect(at(ago(89.9), 9)).toMatchObject({ kind: 'later' });
    expect(at(ago(90), 5)).toEqual({ kind: 'absent' });
  });

  it('stays in doubt while the provider lists nothing, for a day at most, and for good where it refuses to', () => {
    const at = (submittedAt: Date, kind: 'no-answer' | 'refused', looks = 3) =>
      look([doubtful('a', 'Hello', submittedAt, looks)], { kind }).get('a' as never);
    expect(at(ago(1000), 'no-answer')).toEqual({ kind: 'later', at: ago(-16) });
    expect(at(ago(1000), 'no-answer', 40)).toEqual({ kind: 'later', at: ago(-600) });
    expect(at(ago(25 * 3600), 'no-answer')).toEqual({ kind: 'undecided' });
    expect(at(ago(1), 'refused')).toEqual({ kind: 'undecided' });
  });

  it('is looked for from a little before it was asked for', () => {
    expect(readFrom([doubtful('a', 'x', ago(20)), doubtful('b', 'y', ago(50))])).toEqual(ago(80));
  });
});

describe('equal texts in doubt', () => {
  it('are found as often as the provider has them, and never one text twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.integer({ min: 100, max: 300 })), { maxLength: 6 }),
        fc.array(fc.constantFrom('A', 'B'), { maxLength: 6 }),
        (asked, there) => {
          const texts = there.map((body, n) => text(`SM${n}`, body, ago(90)));
          const findings = look(
            asked.map(([body, seconds], n) => doubtful(String(n), body, ago(seconds))),
            listed(...texts),
          );
          const found = [...findings.values()].flatMap((one) => (one.kind === 'found' ? [one.text.sid] : []));
          expect(new Set(found).size).toBe(found.length);
          for (const body of ['A', 'B']) {
            const wanted = asked.filter(([words]) => words === body).length;
            const has = there.filter((words) => words === body).length;
            const foundOf = [...findings].filter(
              ([id, { kind }]) => kind === 'found' && asked[Number(id)]![0] === body,
            );
            expect(foundOf).toHaveLength(Math.min(wanted, has));
          }
          expect([...findings.values()].filter(({ kind }) => kind === 'absent')).toHaveLength(
            asked.length - found.length,
          );
        },
      ),
    );
  });
});
