import fc from 'fast-check';
import { choose, place, type Placed } from './fair-order.ts';
import { type Bucket, rateOf } from './pace.ts';

const start = new Date('2026-01-05T09:00:00Z');
const bucketOf = (name = 'b', segmentsPerSecond = 10): Bucket => {
  const rate = rateOf(segmentsPerSecond);
  return { name, ...rate, tokens: rate.burst, filledAt: start, turn: 0, cap: null, day: null, leftInDay: 0 };
};
type Text = Placed & { readonly n: number };
interface Written {
  readonly conversation: string;
  readonly segments: number;
  readonly priority?: number;
  /** When it is written, in seconds. */
  readonly at?: number;
}

/** Sends everything through one bucket, a tenth of a second at a time; answers when each left, in seconds, in the order of leaving. */
function send(written: readonly Written[], limit = 8): { n: number; conversation: string; at: number }[] {
  let bucket = bucketOf();
  let waiting: Text[] = [];
  const left: { n: number; conversation: string; at: number }[] = [];
  const coming = written.map((text, n) => ({ ...text, n })).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.n - b.n);
  for (let tick = 0; left.length < written.length; tick += 1) {
    const seconds = tick / 10;
    while (coming.length > 0 && (coming[0]!.at ?? 0) <= seconds) {
      const { n, conversation, segments, priority = 0 } = coming.shift()!;
      const last = new Map<string, number>();
      for (const text of waiting)
        last.set(`b ${text.conversationId}`, Math.max(text.turn, last.get(`b ${text.conversationId}`) ?? 0));
      const text = { n, bucket: 'b', conversationId: conversation as never, segments, priority };
      waiting.push(...place([text], new Map([['b', bucket.turn]]), last));
    }
    const heads = new Map<string, Text>();
    for (const text of waiting) {
      const head = heads.get(text.conversationId);
      if (!head || text.n < head.n) heads.set(text.conversationId, text);
    }
    const chosen = choose([...heads.values()], [bucket], limit, new Date(start.getTime() + tick * 100));
    bucket = chosen.buckets[0]!;
    const gone = new Set(chosen.leaving.map(({ n }) => n));
    waiting = waiting.filter(({ n }) => !gone.has(n));
    left.push(...chosen.leaving.map(({ n, conversationId }) => ({ n, conversation: conversationId, at: seconds })));
  }
  return left;
}
const texts = (conversation: string, count: number, segments = 1, at = 0): Written[] =>
  Array.from({ length: count }, () => ({ conversation, segments, at }));
const lastOf = (left: ReturnType<typeof send>, conversation: string) =>
  Math.max(...left.filter((one) => one.conversation === conversation).map(({ at }) => at));

describe('conversations that share a sender', () => {
  const small = Array.from({ length: 50 }, (_, n) => texts(`small ${n}`, 20)).flat();
  const large = texts('large', 1000);

  it.each([
    ['before', [...large, ...small]],
    ['after', [...small, ...large]],
  ])('fifty of 20 texts end within twice their time alone, whether one of 1,000 was written %s', (_when, written) => {
    const alone = send(small);
    const together = send(written);
    for (let n = 0; n < 50; n += 1)
      expect(lastOf(together, `small ${n}`)).toBeLessThanOrEqual(2 * lastOf(alone, `small ${n}`));
    expect(together).toHaveLength(2000);
  });

  it('do not wait for what another has written long before', () => {
    const left = send([...texts('large', 300), ...texts('late', 5, 1, 10)]);
    expect(lastOf(left, 'late')).toBeLessThan(12.5);
  });

  it('get the same share in segments, not in texts', () => {
    const left = send([...texts('long', 40, 5), ...texts('short', 200, 1)]);
    const half = left.slice(0, Math.floor(left.length / 2)).filter(({ conversation }) => conversation === 'short');
    const segments = half.length / (left.slice(0, Math.floor(left.length / 2)).length - half.length);
    expect(segments).toBeGreaterThan(4);
    expect(segments).toBeLessThan(6.5);
  });
});

describe('the order of leaving', () => {
  const anyTexts = fc.array(
    fc.record({
      conversation: fc.constantFrom('a', 'b', 'c', 'd'),
      segments: fc.integer({ min: 1, max: 12 }),
      at: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('is that of writing inside a conversation, and everything leaves', () => {
    fc.assert(
      fc.property(anyTexts, (written) => {
        const inOrder = written.toSorted((one, other) => one.at - other.at);
        const left = send(inOrder);
        expect(left).toHaveLength(written.length);
        for (const conversation of ['a', 'b', 'c', 'd']) {
          const its = left.filter((one) => one.conversation === conversation).map(({ n }) => n);
          expect(its).toEqual(its.toSorted((one, other) => one - other));
        }
      }),
    );
  });

  it('puts the more urgent first, whatever waited before', () => {
    const left = send([
      ...Array.from({ length: 100 }, (_, n) => ({ conversation: `bulk ${n}`, segments: 1, priority: 90 })),
      { conversation: 'agent', segments: 1, priority: 10, at: 2 },
    ]);
    expect(lastOf(left, 'agent')).toBeLessThanOrEqual(2.2);
  });

  it('takes one of each sender in turn, so that a fast one does not use up all lanes', () => {
    const waiting = ['fast', 'slow'].flatMap((bucket) =>
      [1, 2, 3, 4].map((turn) => ({
        bucket,
        conversationId: `${bucket} ${turn}` as never,
        segments: 1,
        priority: 0,
        turn,
      })),
    );
    const { leaving } = choose(waiting, [bucketOf('fast', 100), bucketOf('slow', 1)], 4, start);
    expect(leaving.map(({ bucket }) => bucket)).toEqual(['fast', 'slow', 'fast', 'slow']);
  });

  it('lets nobody pass a large text for ever', () => {
    const left = send([...texts('short', 60), { conversation: 'long', segments: 11 }]);
    expect(lastOf(left, 'long')).toBeLessThan(4);
  });
});
