import fc from 'fast-check';
import { type AgentId, agentId, customAssignment, type CustomAssignment, queueId, workItemId } from '#contracts';
import { type Agent, aNewAgent } from './agent.ts';
import { holds, type Sources, valueAt } from '#conditions';
import { assign, takersOf } from './choose-agents.ts';
import type { Line, Snapshot, Standing, WaitingItem } from './snapshot.ts';
import { looksOf, placeOf, type RatedSkill, tailored as tailoredLine } from './custom-assignment.ts';
import { byValue } from './ordered-values.ts';

const now = new Date('2026-01-05T09:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const billing = queueId.parse(uuid(901));
const when = (field: string, operator: string, value: unknown, valueSource?: 'field') => ({
  combinator: 'and',
  rules: [{ field, operator, value, ...(valueSource && { valueSource }) }],
});
const always = { combinator: 'and', rules: [] };
const rule = (n: number, conditions: object, ...orderBy: object[]) => ({
  id: uuid(n),
  name: `Rule ${n}`,
  conditions,
  orderBy,
});
const ruled = (rules: object[], more: object = {}): CustomAssignment =>
  customAssignment.parse({ rulesets: [{ id: uuid(1), name: 'All', rules }], defaultRulesetId: uuid(1), ...more });

const anAgent = (n: number, changes: Partial<Agent> = {}): Agent => ({
  ...aNewAgent(agentId.parse(uuid(n)), `Agent ${n}`, before(60)),
  ...changes,
});
const aLine = (changes: Partial<Line> = {}): Line => ({
  queueId: billing,
  priority: 100,
  takes: { units: 1, profileIds: [] },
  allowedPresences: ['available', 'busy'],
  method: 'highest-capacity',
  skills: [],
  matching: 'none',
  favour: null,
  declines: { allowed: 3, pauseSeconds: null },
  ...changes,
});
const anItem = (n: number, line: Line, changes: Partial<WaitingItem> = {}): WaitingItem => ({
  id: workItemId.parse(uuid(100 + n)),
  line,
  lastInteractionAt: before(100 - n),
  passes: {},
  ...changes,
});
const snapshotOf = (
  items: readonly WaitingItem[],
  agents: readonly Agent[],
  standings: ReadonlyMap<AgentId, Standing> = new Map(),
): Snapshot => ({
  now,
  rules: { sessions: 10 },
  items,
  agents,
  standings,
  members: new Map([[billing, agents.map(({ id }) => id)]]),
});
const tailored = (body: CustomAssignment, work: object = {}, line = aLine(), calendar = {}) =>
  tailoredLine(line, work as never, body, { typeOf: new Map(), openHours: {}, calendar });
const chosen = (line: Line, agents: readonly Agent[], standings?: ReadonlyMap<AgentId, Standing>) =>
  assign(snapshotOf([anItem(1, line)], agents, standings)).choices[0]?.agentId ?? null;

describe('rules over agents', () => {
  it('offer work to the first agent of the first rule that somebody fits', () => {
    const line = tailored(ruled([rule(11, when('agent.firstName', '=', 'Lena')), rule(12, always, { by: 'units' })]));
    const [lena, diego, noor] = [
      anAgent(1, { firstName: 'Lena', capacityUsed: 5, presence: 'busy' }),
      anAgent(2, { capacityUsed: 3, presence: 'busy' }),
      anAgent(3),
    ];
    expect(chosen(line, [diego, noor, lena])).toBe(lena.id);
    expect(chosen(line, [diego, noor])).toBe(noor.id);
  });

  it('look at nothing else: not at presence, capacity or skills of the workstream', () => {
    const line = tailored(ruled([rule(11, always)]));
    expect(chosen(line, [anAgent(1, { presence: 'away', capacityUsed: 6 })])).toBe(anAgent(1).id);
    const asked = tailored(ruled([rule(11, when('agent.hasRoom', '=', true))]));
    expect(chosen(asked, [anAgent(1, { capacityUsed: 6 })])).toBeNull();
    const present = tailored(ruled([rule(11, when('agent.presence', 'in', 'workstream.allowedPresences', 'field'))]));
    expect(chosen(present, [anAgent(1, { presence: 'away' })])).toBeNull();
    expect(chosen(present, [anAgent(1)])).toBe(anAgent(1).id);
  });

  it('look at the capacity profiles that work needs, and that somebody is connected, whatever they say', () => {
    const profile = uuid(800) as never;
    const line = tailored(ruled([rule(11, always)]), {}, aLine({ takes: { units: 0, profileIds: [profile] } }));
    const room = { limit: 1, used: 0, blocking: false, endOfDay: false, custom: false };
    expect(chosen(line, [anAgent(1)])).toBeNull();
    expect(chosen(line, [anAgent(1, { profiles: { [profile]: { ...room, used: 1 } } })])).toBeNull();
    expect(chosen(line, [anAgent(1, { profiles: { [profile]: room } })])).toBe(anAgent(1).id);
    expect(chosen(tailored(ruled([rule(11, always)])), [anAgent(1, { silentSince: now })])).toBeNull();
  });

  it('compare agents with the work, each item with its own', () => {
    const body = ruled([rule(11, when('agent.locale', '=', 'sms.locale', 'field'))]);
    const [german, english] = ['de-DE', 'en-US'].map((locale) => tailored(body, { sms: { locale } }));
    const agents = [anAgent(1, { locale: 'en-US' }), anAgent(2, { locale: 'de-DE' })];
    expect([chosen(german!, agents), chosen(english!, agents)]).toEqual([agents[1]!.id, agents[0]!.id]);
  });

  it('look at whether a calendar works now, which is the same for all work', () => {
    const rules = ruled([
      rule(11, { combinator: 'and', rules: [{ field: 'calendar.berlin', operator: 'isWorking' }] }, { by: 'units' }),
    ]);
    const agents = [anAgent(1)];
    expect(chosen(tailored(rules, {}, aLine(), { berlin: true }), agents)).toBe(agents[0]!.id);
    expect(chosen(tailored(rules, {}, aLine(), { berlin: false }), agents)).toBeNull();
    expect(looksOf({ calendar: { berlin: true } }, rules)).toBe(looksOf({}, rules));
  });

  it('run as the first criterion that fits the work says, or by default', () => {
    const rulesets = [1, 2].map((n) => ({
      id: uuid(n),
      name: `Set ${n}`,
      rules: [rule(10 + n, when('agent.nickname', '=', `${n}`))],
    }));
    const selection = [{ id: uuid(21), name: 'VIP', conditions: when('contact.vip', '=', true), rulesetId: uuid(2) }];
    const body = customAssignment.parse({ rulesets, selection, defaultRulesetId: uuid(1) });
    const agents = [anAgent(1, { nickname: '1' }), anAgent(2, { nickname: '2' })];
    expect(chosen(tailored(body, { contact: { vip: true } }), agents)).toBe(agents[1]!.id);
    expect(chosen(tailored(body, { contact: { vip: false } }), agents)).toBe(agents[0]!.id);
  });

  describe('order agents', () => {
    const skill = (n: number, level: number, typeId: string | null = null): RatedSkill & { level: number } => ({
      skillId: uuid(700 + n) as never,
      slug: `skill-${n}`,
      typeId,
      rating: level * 10,
      level,
    });
    const standing = (skills: (RatedSkill & { level: number })[], turn = 0): Standing => ({
      levels: Object.fromEntries(skills.map(({ skillId, level }) => [skillId, level])),
      turns: { [billing]: turn },
      skills,
    });
    const [one, two] = [anAgent(1), anAgent(2)];
    const first = (orderBy: object, standings: [Standing, Standing], line = aLine(), agents = [one, two]) =>
      chosen(
        tailored(ruled([rule(11, always, orderBy)]), {}, line),
        agents,
        new Map([
          [one.id, standings[0]],
          [two.id, standings[1]],
        ]),
      );
    const needed = [{ skillId: uuid(701) as never, rating: 5, level: 0.5 }];

    it('by whose turn it is, also where they are equal otherwise', () => {
      expect(first({ by: 'round-robin' }, [standing([], 5), standing([], 3)])).toBe(two.id);
      expect(first({ by: 'units' }, [standing([], 5), standing([], 3)])).toBe(two.id);
    });

    it('by how close they come to what is needed, or how much they can', () => {
      const can = [standing([skill(1, 1)]), standing([skill(1, 0.5)])] as [Standing, Standing];
      const line = aLine({ skills: needed });
      expect(first({ by: 'proficiency', wanted: 'nearest' }, can, line)).toBe(two.id);
      expect(first({ by: 'proficiency', wanted: 'most' }, can, line)).toBe(one.id);
    });

    it('by how many skills they have, of a type or at all', () => {
      const can = [standing([skill(1, 1), skill(2, 1)]), standing([skill(3, 1, uuid(600))])] as [Standing, Standing];
      expect(first({ by: 'skill-count' }, can)).toBe(one.id);
      expect(first({ by: 'skill-count', typeId: uuid(600) }, can)).toBe(two.id);
    });

    it('by a value of theirs, whoever has none last', () => {
      const agents = [anAgent(1), anAgent(2, { nickname: 'Z' })];
      const none = [standing([]), standing([])] as [Standing, Standing];
      expect(first({ by: 'attribute', field: 'agent.nickname' }, none, aLine(), agents)).toBe(two.id);
      const busy = [anAgent(1, { sessions: 1 }), anAgent(2, { sessions: 4 })];
      expect(first({ by: 'attribute', field: 'agent.sessions', direction: 'descending' }, none, aLine(), busy)).toBe(
        two.id,
      );
    });
  });

  it('see what agents have become by what they were given before', () => {
    const line = tailored(
      ruled([rule(11, when('agent.usedUnits', '<', 2)), rule(12, when('agent.usedUnits', '>=', 4))]),
    );
    const items = [1, 2, 3, 4].map((n) => anItem(n, line));
    const given = assign(snapshotOf(items, [anAgent(1), anAgent(2, { capacityUsed: 3 })])).choices;
    expect(given.map(({ agentId: id }) => id)).toEqual([anAgent(1).id, anAgent(1).id]);
  });

  it('give the same as asking everybody anew for each item, whatever they say', () => {
    const conditions = fc.constantFrom(
      always,
      when('agent.usedUnits', '<', 2),
      when('agent.usedUnits', '>=', 2),
      when('agent.availableUnits', '>', 3),
      when('agent.sessions', '=', 0),
      when('agent.presence', '=', 'busy'),
    );
    const orders = fc.constantFrom(
      { by: 'units' },
      { by: 'least-active' },
      { by: 'attribute', field: 'agent.usedUnits' },
    );
    const agents = fc.array(
      fc.record({ capacityUsed: fc.integer({ min: 0, max: 7 }), sessions: fc.integer({ min: 0, max: 1 }) }),
      { maxLength: 6 },
    );
    const rules = fc.array(fc.tuple(conditions, orders), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(rules, agents, fc.integer({ min: 1, max: 8 }), (asked, facts, count) => {
        const line = tailored(ruled(asked.map(([fits, order], n) => rule(11 + n, fits, order))));
        const items = Array.from({ length: count }, (_, n) => anItem(n, line));
        let staff = facts.map((changes, n) => anAgent(n + 1, changes));
        let turns: Record<string, number> = {};
        const expected: string[] = [];
        for (const [n, item] of items.entries()) {
          const standings = new Map(
            staff.map(({ id }): [AgentId, Standing] => [id, { levels: {}, turns: { [billing]: turns[id] ?? 0 } }]),
          );
          const { choices, agents: after } = assign(snapshotOf([item], staff, standings));
          if (!choices[0]) continue;
          expected.push(`${item.id} ${choices[0].agentId}`);
          turns = { ...turns, [choices[0].agentId]: now.getTime() + n };
          staff = staff.map((agent) => after.find(({ id }) => id === agent.id) ?? agent);
        }
        const standings = new Map(
          staff.map(({ id }): [AgentId, Standing] => [id, { levels: {}, turns: { [billing]: 0 } }]),
        );
        const at = facts.map((changes, n) => anAgent(n + 1, changes));
        const { choices } = assign(snapshotOf(items, at, standings));
        expect(choices.map(({ itemId, agentId: id }) => `${itemId} ${id}`)).toEqual(expected);
      }),
    );
  });

  describe('say how much more somebody could take', () => {
    const takers = (line: Line, agents: readonly Agent[], most = 10) => {
      const { items: _, ...snapshot } = snapshotOf([], agents);
      return takersOf(line, snapshot, most);
    };

    it('as long as they still fit with what they were given', () => {
      const line = tailored(ruled([rule(11, when('agent.usedUnits', '<', 4))]));
      const agents = [anAgent(1), anAgent(2, { capacityUsed: 3 }), anAgent(3, { capacityUsed: 4 })];
      expect(takers(line, agents)).toEqual({ room: 5, agentIds: [anAgent(1).id, anAgent(2).id] });
      expect(takers(tailored(ruled([rule(11, always)])), agents)).toMatchObject({ room: 10 });
    });

    it('nothing where nobody fits, so that nothing behind it is held up', () => {
      const nobody = tailored(ruled([rule(11, when('agent.nickname', '=', 'Nobody'))]));
      expect(takers(nobody, [anAgent(1)])).toEqual({ room: 0, agentIds: [] });
    });

    it('never less than is assigned then', () => {
      const conditions = fc.constantFrom(
        always,
        when('agent.hasRoom', '=', true),
        when('agent.usedUnits', '<', 3),
        when('agent.presence', '=', 'available'),
      );
      const used = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(conditions, used, fc.integer({ min: 1, max: 12 }), (fits, all, count) => {
          const line = tailored(ruled([rule(11, fits)]));
          const items = Array.from({ length: count }, (_, n) => anItem(n, line));
          const agents = all.map((capacityUsed, n) => anAgent(n + 1, { capacityUsed }));
          const { choices } = assign(snapshotOf(items, agents));
          expect(takers(line, agents, count).room).toBeGreaterThanOrEqual(choices.length);
        }),
      );
    });
  });

  it('see the same of work that is the same in all that they look at', () => {
    const rules = ruled([rule(11, when('agent.locale', '=', 'contact.language', 'field'))], {
      selection: [{ id: uuid(5), name: 'VIP', conditions: when('contact.vip', '=', true), rulesetId: uuid(2) }],
      rulesets: [
        { id: uuid(1), name: 'All', rules: [rule(11, when('agent.locale', '=', 'contact.language', 'field'))] },
        { id: uuid(2), name: 'VIP', rules: [rule(12, always)] },
      ],
    });
    const looks = (contact: object) => looksOf({ contact }, rules);
    expect(looks({ language: 'de', score: 1 })).toBe(looks({ language: 'de', score: 2, vip: false }));
    expect(looks({ language: 'de' })).not.toBe(looks({ language: 'fr' }));
    expect(looks({ language: 'de', vip: true })).toBe(looks({ language: 'fr', vip: true }));
    expect(looksOf({}, customAssignment.parse({}))).toBe('');
  });
});

describe('rules over waiting work', () => {
  interface Prioritised {
    readonly id: string;
    readonly lastInteractionAt: Date;
    readonly work: Sources;
  }
  const item = (n: number, work: object, minutes = 100 - n): Prioritised => ({
    id: uuid(n),
    lastInteractionAt: before(minutes),
    work: work as Sources,
  });
  const prioritisation = (...rules: object[]) => customAssignment.parse({ prioritisation: { rules } }).prioritisation!;
  const byAge = (a: Prioritised, b: Prioritised) =>
    a.lastInteractionAt.getTime() - b.lastInteractionAt.getTime() || (a.id < b.id ? -1 : 1);
  const order = (items: readonly Prioritised[], asked: ReturnType<typeof prioritisation>) => {
    const places = new Map(items.map((one) => [one, Buffer.from(placeOf(one.work, asked), 'hex')]));
    const sorted = items.toSorted((a, b) => Buffer.compare(places.get(a)!, places.get(b)!) || byAge(a, b));
    return sorted.map(({ id }) => Number(id.slice(-12)));
  };
  /** The same, as the rules say it (product.md 11.4). */
  const orderAsSaid = (items: readonly Prioritised[], { rules }: ReturnType<typeof prioritisation>) => {
    const buckets = [...rules, null].map((rule) => ({ rule, items: [] as Prioritised[] }));
    for (const one of items) {
      const bucket = buckets.find(({ rule }) => rule === null || holds(rule.conditions, one.work))!;
      bucket.items.push(one);
    }
    const sorted = buckets.flatMap(({ rule, items: inRule }) => {
      const by = rule?.orderBy;
      const value = ({ work }: Prioritised) => valueAt(work, by!.field);
      return inRule.toSorted((a, b) => (by ? byValue(value(a), value(b), by.direction) : 0) || byAge(a, b));
    });
    return sorted.map(({ id }) => Number(id.slice(-12)));
  };
  const one = (n: number, conditions: object, orderBy: object | null = null) => ({
    id: uuid(n),
    name: `Rule ${n}`,
    conditions,
    orderBy,
  });

  it('put what fits an earlier rule first, what fits none last, and else what waits longest', () => {
    const items = [
      item(1, {}),
      item(2, { contact: { tier: 'silver' } }),
      item(3, { contact: { tier: 'gold' } }),
      item(4, { contact: { tier: 'gold' } }),
    ];
    const rules = prioritisation(
      one(11, when('contact.tier', '=', 'gold')),
      one(12, when('contact.tier', '=', 'silver')),
    );
    expect(order(items, rules)).toEqual([3, 4, 2, 1]);
  });

  it('order within a rule by a value, what lacks it last', () => {
    const items = [item(1, {}), item(2, { contact: { score: 5 } }), item(3, { contact: { score: 30 } })];
    const by = (direction: string) => prioritisation(one(11, always, { field: 'contact.score', direction }));
    expect(order(items, by('descending'))).toEqual([3, 2, 1]);
    expect(order(items, by('ascending'))).toEqual([2, 3, 1]);
  });

  it('come after queues that go by age, and among each other by name, whatever waits longer', () => {
    const inQueue = (name: string, n: number) => anItem(n, aLine({ prioritisedIn: name }), { place: '00' });
    const items = [inQueue('Returns', 1), inQueue('Billing', 2), anItem(3, aLine())];
    const { choices } = assign(snapshotOf(items, [anAgent(1)]));
    expect(choices.map(({ itemId }) => itemId)).toEqual([items[2]!.id, items[1]!.id, items[0]!.id]);
  });

  it('are kept in an order that is the one they say, whatever they say of whatever waits', () => {
    const value = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.string().map((text) => text.replaceAll('\0', '')),
      fc.boolean(),
      fc.constantFrom(null, undefined, '', '12', '-3.5', 'gold', 'Gold'),
    );
    const works = fc.array(
      fc.record({ score: value, tier: fc.constantFrom('gold', 'silver', null), age: fc.integer({ min: 0, max: 3 }) }),
      { maxLength: 12 },
    );
    const rules = fc.array(
      fc.record({
        conditions: fc.constantFrom(
          always,
          when('contact.tier', '=', 'gold'),
          when('contact.tier', '=', 'silver'),
          when('contact.score', '>', 5),
        ),
        orderBy: fc.option(
          fc.record({
            field: fc.constantFrom('contact.score', 'contact.tier'),
            direction: fc.constantFrom('ascending', 'descending'),
          }),
        ),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(works, rules, (all, said) => {
        const asked = prioritisation(...said.map(({ conditions, orderBy }, n) => one(11 + n, conditions, orderBy)));
        const items = all.map(({ age, ...contact }, n) => item(n, { contact }, age));
        expect(order(items, asked)).toEqual(orderAsSaid(items, asked));
        expect(order(items.toReversed(), asked)).toEqual(orderAsSaid(items, asked));
      }),
      { numRuns: 500 },
    );
  });
});
