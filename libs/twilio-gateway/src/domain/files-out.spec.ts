import fc from 'fast-check';
import { longestText } from '#contracts';
import type { Delivery } from './delivery.ts';
import { mayLeaveWithLinks, sendWithLinks } from './files-out.ts';

const now = new Date('2026-01-05T09:00:00Z');
const ended = (changes: Partial<Record<keyof Delivery, unknown>> = {}) =>
  ({
    messageId: 'm',
    wholeId: 'm',
    part: 1,
    parts: 1,
    round: 1,
    linksRound: null,
    to: '+14155550111',
    body: 'Look',
    state: 'undelivered',
    errorCode: '30011',
    reason: 'media',
    validUntil: new Date('2026-01-05T10:00:00Z'),
    ...changes,
  }) as never as Delivery;
let ids = 0;
const newId = () => `new ${++ids}`;
const linked = (text: Delivery, ...links: string[]) => sendWithLinks(text, links, now, newId);
const link = (n: number) => `https://desk.example/api/gateway/media/${n}?until=1&signature=${'s'.repeat(43)}`;

describe('a text that ended because of its files', () => {
  it.each(['21620', '21621', '21623', '30011', '30019', '11751', '63019', '63034'])(
    'comes again with links (%s)',
    (errorCode) => {
      expect(mayLeaveWithLinks(ended({ errorCode, state: 'failed' }), now)).toBe(true);
      expect(mayLeaveWithLinks(ended({ errorCode }), now)).toBe(true);
    },
  );

  it.each([
    ['another thing ended it', { errorCode: '30005' }],
    ['nothing is known of why', { errorCode: null }],
    ['it has not ended', { state: 'sent' }],
    ['it left with links already', { linksRound: 2, round: 2 }],
    ['it is a later part, which has no files', { part: 2 }],
    ['it is too late', { validUntil: now }],
    ['its customer was forgotten', { to: 'ERASED' }],
  ])('does not where %s', (_, changes) => {
    expect(mayLeaveWithLinks(ended(changes), now)).toBe(false);
  });

  it('is the same part in another round, due at once, with its words and a link to each file', () => {
    expect(linked(ended(), 'https://a', 'https://b')).toMatchObject([
      {
        ...{ wholeId: 'm', part: 1, parts: 1, round: 2, linksRound: 2, state: 'queued', dueAt: now },
        ...{ body: 'Look\nhttps://a\nhttps://b', segments: 1 },
      },
    ]);
    expect(linked(ended({ body: '' }), 'https://a')[0]!.body).toBe('https://a');
  });

  it('never loses a word or cuts a link, however long it is: what has no room follows as parts of its own, in order', () => {
    const words = fc.integer({ min: 0, max: longestText }).map((length) => 'x'.repeat(length));
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 4 }), (body, files, parts) => {
        const links = Array.from({ length: files }, (_, n) => link(n));
        const texts = linked(ended({ body, parts }), ...links);
        expect(texts.map((text) => text.body).join('\n')).toBe([body, ...links].filter(Boolean).join('\n'));
        expect(texts.every((text) => text.body.length <= longestText)).toBe(true);
        expect(texts.map(({ part, round, linksRound }) => [part, round, linksRound])).toEqual(
          texts.map((_, n) => (n === 0 ? [1, 2, 2] : [parts + n, 1, 1])),
        );
        expect(new Set(texts.map(({ messageId }) => messageId)).size).toBe(texts.length);
      }),
    );
  });
});
