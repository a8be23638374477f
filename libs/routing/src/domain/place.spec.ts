import fc from 'fast-check';
import { classification, queueOverflow, type QueueId, routeToQueue, type RouteToQueue } from '#contracts';
import type { QueueNow } from './overflow.ts';
import { consider, type Considered, placeAll, type WorkstreamRules } from './place.ts';
import { tellRoute } from './route.ts';
import { byShare, evenChance } from './shares.ts';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}` as QueueId;
const [billing, orders, vip, fallback] = [id(1), id(2), id(3), id(9)];
const now = new Date('2026-03-02T09:00:00Z');
const always = { combinator: 'and', rules: [] };
const country = (value: string) => ({ combinator: 'and', rules: [{ field: 'sms.country', operator: '=', value }] });
const rule = (
  n: number,
  conditions: object,
  queues: readonly (readonly [QueueId, number])[],
  overflow: object | null = null,
) => ({
  id: id(100 + n),
  name: `Rule ${n}`,
  conditions,
  queues: queues.map(([queueId, percent]) => ({ queueId, percent })),
  overflow,
});
const routes = (...rules: object[]): RouteToQueue => routeToQueue.parse({ rules });
const rulesOf = (route: RouteToQueue): WorkstreamRules => ({
  classification: classification.parse({}),
  classificationVersion: 1,
  routeToQueue: route,
  routeVersion: 1,
});
const considered = (route: RouteToQueue, from = 'US', chance = 0): Considered =>
  consider(rulesOf(route), { sms: { country: from } }, fallback, () => chance);
const queue = (queueId: QueueId, changes: Partial<QueueNow> = {}): QueueNow => ({
  id: queueId,
  name: `Queue ${Number(queueId.slice(-2))}`,
  overflow: queueOverflow.parse({}),
  hours: null,
  isOpen: true,
  opensAt: null,
  closesAt: null,
  length: 0,
  hasMembers: true,
  whenEmpty: 'hold',
  ...changes,
});
const all = (...changed: QueueNow[]) =>
  new Map([queue(billing), queue(orders), queue(vip), queue(fallback), ...changed].map((one) => [one.id, one]));
const limitOf = (limit: number, action: object) => queueOverflow.parse({ workItemLimit: { limit, ...action } });
const closed = (action: object = {}, opensAt: string | null = null): Partial<QueueNow> => ({
  isOpen: false,
  opensAt: opensAt === null ? null : new Date(opensAt),
  overflow: queueOverflow.parse({ outOfHours: action }),
});
const place = (route: RouteToQueue, queues = all(), from = 'US') =>
  placeAll([considered(route, from)], queues, now)[0]!;

describe('work whose bot failed', () => {
  const rules = rulesOf(routes(rule(1, always, [[billing, 100]], { workItemLimit: null })));
  const failed = (wanted: QueueId[] | null = null) =>
    placeAll(
      [consider(rules, {}, fallback, () => 0, wanted && { queueIds: wanted, skills: [] }, { botFailed: true })],
      all(queue(fallback, { length: 9, overflow: limitOf(1, { do: 'end' }) })),
      now,
    )[0]!;

  it('goes to the queue to fall back on, full or not, whatever the rules say, and that is told', () => {
    expect(failed()).toMatchObject({ queueId: fallback, ends: null, route: { because: 'bot-failed' } });
    const told = tellRoute(rules.routeToQueue, 1, failed().route, String);
    expect(told).toMatchObject({ because: 'bot-failed', rules: [{ mark: 'not-processed' }] });
  });

  it('goes where it was asked for all the same', () => {
    expect(failed([vip])).toMatchObject({ queueId: vip, route: { because: 'wanted' } });
  });
});

describe('work that answers to what asked for queues', () => {
  const route = routes(rule(1, always, [[vip, 100]]));
  const wanted = (queueIds: QueueId[], skills: { skillId: string; rating: number }[] = []): Considered =>
    consider(rulesOf(route), { sms: { country: 'US' } }, fallback, () => 0, { queueIds, skills });
  const placed = (queueIds: QueueId[], queues = all()) => placeAll([wanted(queueIds)], queues, now)[0]!;

  it('goes to the first of them, whatever the rules of routing say, and that is told', () => {
    expect(placed([billing, orders])).toMatchObject({ queueId: billing, route: { because: 'wanted' }, ends: null });
  });

  it('goes to the one instead where the first overflows, or is gone', () => {
    const full = queue(billing, { length: 3, overflow: limitOf(3, { do: 'end' }) });
    expect(placed([billing, orders], all(full))).toMatchObject({ queueId: orders, route: { because: 'wanted' } });
    expect(placed([id(77), orders])).toMatchObject({ queueId: orders, route: { because: 'wanted' } });
  });

  it('does what the queue says where all of them overflow, and falls back where none is there', () => {
    const full = queue(billing, { length: 3, overflow: limitOf(3, { do: 'end' }) });
    expect(placed([billing], all(full))).toMatchObject({ ends: { condition: 'work-item-limit', queueId: billing } });
    expect(placed([id(77)])).toMatchObject({ queueId: fallback, route: { because: 'no-match' } });
  });

  it('goes by the rules where it asked for skills alone, which come to those of classification', () => {
    const { found, candidates, isWanted } = wanted([], [{ skillId: 's1', rating: 5 }]);
    expect(found.skills).toEqual([{ skillId: 's1', rating: 5 }]);
    expect([candidates.map(({ queueId }) => queueId), isWanted]).toEqual([[vip], undefined]);
  });
});

describe('work goes to the queue', () => {
  const byCountry = routes(
    rule(1, country('DE'), [[orders, 100]]),
    rule(2, country('US'), [[billing, 100]]),
    rule(3, always, [[vip, 100]]),
  );

  it('of the first rule that fits', () => {
    expect(['DE', 'US', 'FR'].map((from) => place(byCountry, all(), from).queueId)).toEqual([orders, billing, vip]);
  });

  it('of the first rule that fits and whose queue does not overflow', () => {
    const full = queue(billing, { length: 2, overflow: limitOf(2, { do: 'end' }) });
    const placed = place(byCountry, all(full));
    expect(placed).toMatchObject({ queueId: vip, ends: null, overflows: [], route: { because: 'rule' } });
    expect(tellRoute(byCountry, 1, placed.route, (one) => one)).toMatchObject({
      rules: [
        { mark: 'not-matched' },
        { mark: 'matched', overflowing: 'work-item-limit' },
        { mark: 'applied', overflowing: null },
      ],
    });
  });

  it('to fall back on when no rule fits, when there is none, and when one cannot be evaluated; its own overflow does not count', () => {
    const full = queue(fallback, {
      length: 50,
      isOpen: false,
      overflow: queueOverflow.parse({ outOfHours: { do: 'end' }, workItemLimit: { limit: 1, do: 'end' } }),
    });
    const broken = structuredClone(byCountry);
    (broken.rules[0] as { conditions: unknown }).conditions = {
      combinator: 'and',
      rules: [{ field: 'sms.country', operator: 'soundsLike' }],
    };
    const only = routes(rule(1, country('DE'), [[orders, 100]]));
    for (const [route, because] of [
      [only, 'no-match'],
      [routes(), 'no-rules'],
      [broken, 'failure'],
    ] as const)
      expect(place(route, all(full))).toMatchObject({
        queueId: fallback,
        ends: null,
        overflows: [],
        route: { because },
      });
  });

  it('and where the queue of a rule is gone, to that of the next rule, or the one to fall back on', () => {
    const queues = all();
    queues.delete(billing);
    expect(place(byCountry, queues).queueId).toBe(vip);
    queues.delete(vip);
    expect(place(byCountry, queues)).toMatchObject({ queueId: fallback, route: { because: 'no-match' } });
  });
});

describe('where every queue that fits overflows', () => {
  const two = routes(rule(1, always, [[billing, 100]]), rule(2, always, [[orders, 100]]));

  it('one inside its hours does what it says, before one that is closed', () => {
    const full = queue(orders, { length: 1, overflow: limitOf(1, { do: 'transfer', queueId: vip }) });
    expect(place(two, all(queue(billing, closed({ do: 'end' })), full))).toMatchObject({
      queueId: vip,
      ends: null,
      overflows: [
        {
          condition: 'work-item-limit',
          action: 'transfer',
          queue: { id: orders },
          to: { id: vip },
          limit: 1,
          found: 1,
        },
      ],
    });
  });

  it('and none is open, the one that opens soonest does', () => {
    const queues = all(
      queue(billing, closed({ do: 'end' }, '2026-03-03T08:00:00Z')),
      queue(orders, closed({ do: 'assign-anyway' }, '2026-03-02T10:00:00Z')),
    );
    expect(place(two, queues)).toMatchObject({
      queueId: orders,
      ends: null,
      overflows: [{ action: 'assign-anyway', condition: 'out-of-hours' }],
    });
    queues.set(orders, queue(orders, closed({}, null)));
    expect(place(two, queues)).toMatchObject({
      queueId: billing,
      ends: { condition: 'out-of-hours', queueId: billing },
    });
  });
});

describe('a queue that is closed or full', () => {
  const one = routes(rule(1, always, [[billing, 100]]));

  it.each([
    ['end', { do: 'end' }, { queueId: billing, ends: { condition: 'work-item-limit' } }],
    ['transfer', { do: 'transfer', queueId: orders }, { queueId: orders, ends: null }],
  ])('of 2 items does this with the third: %s', (_, action, expected) => {
    const limited = all(queue(billing, { overflow: limitOf(2, action) }));
    const three = placeAll([considered(one), considered(one), considered(one)], limited, now);
    expect(three.slice(0, 2)).toMatchObject([
      { queueId: billing, ends: null },
      { queueId: billing, ends: null },
    ]);
    expect(three[2]).toMatchObject(expected);
  });

  it('goes by its hours first', () => {
    const both = queueOverflow.parse({ outOfHours: { do: 'assign-anyway' }, workItemLimit: { limit: 1, do: 'end' } });
    expect(place(one, all(queue(billing, { isOpen: false, length: 9, overflow: both })))).toMatchObject({
      queueId: billing,
      ends: null,
      overflows: [{ condition: 'out-of-hours' }],
    });
  });

  it('is not asked again where an item arrives by overflow', () => {
    const full = { length: 100, overflow: limitOf(1, { do: 'end' }) };
    const queues = all(
      queue(billing, { length: 1, overflow: limitOf(1, { do: 'transfer', queueId: orders }) }),
      queue(orders, full),
    );
    expect(place(one, queues)).toMatchObject({ queueId: orders, ends: null });
  });

  it('keeps an item whose other queue is gone', () => {
    const queues = all(queue(billing, { length: 1, overflow: limitOf(1, { do: 'transfer', queueId: id(77) }) }));
    expect(place(one, queues)).toMatchObject({
      queueId: billing,
      ends: null,
      overflows: [{ action: 'assign-anyway', to: null }],
    });
  });

  it('goes by what a rule says instead, where it says something', () => {
    const forVips = {
      workItemLimit: { limit: 100, do: 'end' },
      waitingTime: { seconds: 60, do: 'transfer', queueId: vip },
    };
    const ruled = routes(rule(1, always, [[billing, 100]], forVips));
    const full = queue(billing, { length: 3, overflow: limitOf(1, { do: 'end' }) });
    expect(place(ruled, all(full))).toMatchObject({
      queueId: billing,
      ends: null,
      ruleId: id(101),
      overflowsAt: new Date('2026-03-02T09:01:00Z'),
    });
    expect(place(one, all(full))).toMatchObject({ ends: { condition: 'work-item-limit' } });
  });

  it('and that nobody serves keeps its work, or ends it where it says so', () => {
    expect(place(one, all(queue(billing, { hasMembers: false })))).toMatchObject({ queueId: billing, ends: null });
    expect(place(one, all(queue(billing, { hasMembers: false, whenEmpty: 'end' })))).toMatchObject({
      ends: { condition: 'empty-queue', queueId: billing },
      overflows: [{ condition: 'empty-queue', action: 'end' }],
    });
  });
});

describe('shares', () => {
  it('of 70 and 30 are met within 3 points over 1,000 items, wherever they begin', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(10_000), (beginning, from) => {
        const shares = [
          { queue: 'a', percent: 70 },
          { queue: 'b', percent: 30 },
        ];
        const chosen = Array.from({ length: 1000 }, (_, n) => byShare(shares, evenChance(beginning, from + n)).queue);
        expect(Math.abs(chosen.filter((one) => one === 'a').length - 700)).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('of any sizes are met within 1 point over 1,000 items', () => {
    const parts = fc
      .array(fc.integer({ min: 1, max: 96 }), { minLength: 1, maxLength: 4 })
      .filter((some) => some.reduce((a, b) => a + b) < 100);
    fc.assert(
      fc.property(parts, fc.double({ min: 0, max: 0.999, noNaN: true }), (some, beginning) => {
        const shares = [...some, 100 - some.reduce((a, b) => a + b)].map((percent, n) => ({ n, percent }));
        const counts = new Map<number, number>();
        for (let n = 0; n < 1000; n += 1) {
          const { n: chosen } = byShare(shares, evenChance(beginning, n));
          counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
        }
        for (const { n, percent } of shares)
          expect(Math.abs((counts.get(n) ?? 0) / 10 - percent)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of several rules that fit come ever closer to what they say, each by itself, in whatever order work comes', () => {
    const share = fc.integer({ min: 1, max: 99 });
    const countries = fc.array(fc.constantFrom('US', 'DE', 'FR'), { minLength: 1, maxLength: 600 });
    const beginnings = fc.tuple(...[1, 2, 3].map(() => fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })));
    fc.assert(
      fc.property(fc.tuple(share, share, share), beginnings, countries, (percents, begun, arrivals) => {
        const froms = ['US', 'DE', 'FR'];
        const route = routes(
          ...froms.map((from, n) =>
            rule(n, country(from), [
              [billing, percents[n]!],
              [orders, 100 - percents[n]!],
            ]),
          ),
        );
        const times = new Map<string, number>();
        const first = new Map<string, number>();
        const count = new Map<string, number>();
        for (const from of arrivals) {
          const chance = (ruleId: string) => {
            const n = times.get(ruleId) ?? 0;
            times.set(ruleId, n + 1);
            return evenChance(begun[Number(ruleId.slice(-1))]!, n);
          };
          const item = consider(rulesOf(route), { sms: { country: from } }, fallback, chance);
          const { queueId } = placeAll([item], all(), now)[0]!;
          count.set(from, (count.get(from) ?? 0) + 1);
          if (queueId === billing) first.set(from, (first.get(from) ?? 0) + 1);
          const n = count.get(from)!;
          // however many came, no more than a few items stand between a share and what it says: over many it is met
          const off = (first.get(from) ?? 0) - (n * percents[froms.indexOf(from)]!) / 100;
          expect(Math.abs(off)).toBeLessThanOrEqual(1 + Math.log2(n + 1) / 2);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are the same for the same chance, and always come to 100', () => {
    const split = rule(1, always, [
      [billing, 70],
      [orders, 30],
    ]);
    expect(
      [0, 0.5, 0.699, 0.7, 0.99].map(
        (chance) => placeAll([considered(routes(split), 'US', chance)], all(), now)[0]!.queueId,
      ),
    ).toEqual([billing, billing, billing, orders, orders]);
    expect(
      routeToQueue.safeParse({
        rules: [
          rule(1, always, [
            [billing, 70],
            [orders, 29],
          ]),
        ],
      }).error!.issues[0],
    ).toMatchObject({
      path: ['rules', 0, 'queues'],
      message: 'must come to 100 percent, not 99',
    });
  });

  it('are chosen first, and overflow is looked at afterwards', () => {
    const split = routes(
      rule(1, always, [
        [billing, 70],
        [orders, 30],
      ]),
      rule(2, always, [[vip, 100]]),
    );
    const full = all(queue(billing, { length: 1, overflow: limitOf(1, { do: 'end' }) }));
    expect(
      placeAll([considered(split, 'US', 0.1), considered(split, 'US', 0.9)], full, now).map(({ queueId }) => queueId),
    ).toEqual([vip, orders]);
  });
});

describe('any arrivals at queues with limits', () => {
  it('leave none with more than its limit, but by assigning anyway or transfer, and the same ones in the same places each time', () => {
    const someQueue = fc.record({
      limit: fc.option(fc.integer({ min: 1, max: 5 })),
      length: fc.nat(6),
      isOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.tuple(someQueue, someQueue, someQueue),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }),
        (some, arrivals) => {
          const ids = [billing, orders, vip];
          const queues = all(
            ...some.map(({ limit, length, isOpen }, n) =>
              queue(ids[n]!, {
                length,
                isOpen,
                overflow: queueOverflow.parse({
                  outOfHours: { do: 'end' },
                  ...(limit && { workItemLimit: { limit, do: 'end' } }),
                }),
              }),
            ),
          );
          const items = arrivals.map((n) => considered(routes(rule(n, always, [[ids[n]!, 100]]))));
          const placed = placeAll(items, queues, now);
          expect(placeAll(items, queues, now)).toEqual(placed);
          some.forEach(({ limit, length, isOpen }, n) => {
            const asked = arrivals.filter((one) => one === n).length;
            const taken = placed.filter(({ queueId, ends }) => queueId === ids[n] && !ends).length;
            const room = !isOpen ? 0 : limit === null ? asked : Math.max(0, limit - length);
            expect(taken).toBe(Math.min(asked, room));
          });
        },
      ),
    );
  });
});
