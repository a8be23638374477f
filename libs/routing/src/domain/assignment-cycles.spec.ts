import fc from 'fast-check';
import { type AgentId, agentId, customAssignment, type CustomAssignment, type Presence } from '#contracts';
import { type QueueId, queueId, type SkillId, workItemId } from '#contracts';
import { afterAccepting, type Agent, aNewAgent, give, relieve, takeBack } from './agent.ts';
import type { Takes } from './capacity.ts';
import { assign } from './choose-agents.ts';
import { placeOf, tailored } from './custom-assignment.ts';
import type { Line, Snapshot, Standing, WaitingItem } from './snapshot.ts';
import type { Passes } from './work-item.ts';

/*
 * What the product says of a cycle (product.md 11 to 13), said a second time in the plainest words, and asked of whatever could be there: every
 * method, units and profiles, skills, presences, orders of queues, affinity, preferred agents, declines, several queues and several cycles.
 */
const now = new Date('2026-01-05T09:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const rules = { sessions: 10 };
const presences: Presence[] = ['available', 'busy', 'do-not-disturb', 'away', 'offline'];
const [first, second] = [uuid(801), uuid(802)] as never[] as [never, never];
const skills = [uuid(701), uuid(702)] as SkillId[];
const languages = ['de', 'en'];

/** Somebody, as they are at one moment of a cycle. */
interface Somebody {
  readonly agent: Agent;
  readonly standing: Standing;
}

const when = (field: string, operator: string, value: unknown, valueSource?: 'field') => ({
  combinator: 'and',
  rules: [{ field, operator, value, ...(valueSource && { valueSource }) }],
});

/** Conditions of rules over agents, as they are written and as they are meant. */
interface Meaning {
  readonly said: object;
  readonly meant: (who: Somebody, line: Line, language: string) => boolean;
}
const meanings: Meaning[] = [
  { said: { combinator: 'and', rules: [] }, meant: () => true },
  { said: when('agent.usedUnits', '<', 2), meant: ({ agent }) => agent.capacityUsed < 2 },
  { said: when('agent.hasRoom', '=', true), meant: ({ agent }, { takes }) => hasRoomFor(agent, takes) },
  {
    said: when('agent.presenceAllowed', '=', true),
    meant: ({ agent }, { allowedPresences }) => allowedPresences.includes(agent.presence),
  },
  { said: when('agent.hasNeededSkills', '=', true), meant: (who, line) => hasSkills(who, line) },
  { said: when('agent.locale', '=', 'contact.language', 'field'), meant: ({ agent }, _, own) => agent.locale === own },
  { said: when('agent.sessions', '=', 0), meant: ({ agent }) => agent.sessions === 0 },
];

type By = (a: Somebody, b: Somebody, line: Line) => number;
interface Order {
  readonly said: object;
  readonly meant: By;
}
const time = (at: Date | null) => at?.getTime() ?? 0;
const turn = ({ standing }: Somebody, { queueId: id }: Line) => standing.turns[id] ?? 0;
const free = ({ agent }: Somebody) => agent.capacityTotal - agent.capacityUsed;
const freePlaces = ({ agent: { profiles } }: Somebody, { takes: { profileIds } }: Line) =>
  Math.min(...profileIds.map((id) => (profiles[id] ? profiles[id].limit - profiles[id].used : 0)));
/** What is free of what the work takes. */
const freeFor = (who: Somebody, line: Line) =>
  line.takes.units > 0 || line.takes.profileIds.length === 0 ? free(who) : freePlaces(who, line);
const differences = ({ standing: { levels } }: Somebody, line: Line) =>
  line.skills.map(({ skillId, level }) => (levels[skillId] ?? 0) - level);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
/** Exactly, then more than is needed, then less; within each the least that it differs. */
function distance(who: Somebody, line: Line): number {
  const under = -sum(differences(who, line).filter((one) => one < 0));
  return under > 0 ? 1000 + under : sum(differences(who, line).filter((one) => one > 0));
}
const nearest: By = (a, b, line) => {
  const difference = distance(a, line) - distance(b, line);
  return Math.abs(difference) < 1e-9 ? 0 : difference;
};
const inTurn: By = (a, b, line) => turn(a, line) - turn(b, line);
const leastActive: By = (a, b) => time(a.agent.releasedAt) - time(b.agent.releasedAt);
const orders: Order[] = [
  { said: { by: 'round-robin' }, meant: inTurn },
  { said: { by: 'units' }, meant: (a, b) => free(b) - free(a) },
  {
    said: { by: 'profile' },
    meant: (a, b, line) =>
      line.takes.profileIds.length === 0 ? free(b) - free(a) : freePlaces(b, line) - freePlaces(a, line),
  },
  { said: { by: 'least-active' }, meant: leastActive },
  {
    said: { by: 'skill-count' },
    meant: (a, b) => b.standing.skills!.length - a.standing.skills!.length,
  },
  { said: { by: 'proficiency', wanted: 'nearest' }, meant: nearest },
  {
    said: { by: 'attribute', field: 'agent.usedUnits', direction: 'ascending' },
    meant: (a, b) => a.agent.capacityUsed - b.agent.capacityUsed,
  },
];

const { prioritisation } = customAssignment.parse({
  prioritisation: {
    rules: [
      {
        id: uuid(31),
        name: 'Gold',
        conditions: when('contact.tier', '=', 'gold'),
        orderBy: { field: 'contact.score', direction: 'descending' },
      },
      { id: uuid(32), name: 'Silver', conditions: when('contact.tier', '=', 'silver') },
    ],
  },
});
interface Customer {
  readonly tier: 'gold' | 'silver' | null;
  readonly score: number | null;
  readonly language: string;
}
/** The place among what waits in a queue with an order of its own: gold by their score, silver, everybody else. */
const inBuckets = (a: Customer, b: Customer): number => {
  const bucket = ({ tier }: Customer) => (tier === 'gold' ? 0 : tier === 'silver' ? 1 : 2);
  const points = ({ score }: Customer) => score ?? -Infinity;
  return bucket(a) - bucket(b) || (a.tier === 'gold' && points(a) !== points(b) ? points(b) - points(a) : 0);
};

/** Something that waits, with what it is asked by. */
interface Waiting extends WaitingItem {
  readonly customer: Customer;
  /** The rules over agents of its queue as they are meant; null: it goes by another method. */
  readonly ruled: readonly (Meaning & { readonly orderBy: readonly By[] })[] | null;
}

const places = { a: uuid(901), b: uuid(902), c: uuid(903) } as never as Record<'a' | 'b' | 'c', QueueId>;
const queueIds = Object.values(places).map((id) => queueId.parse(id));

const queueArbitrary = fc.record({
  priority: fc.constantFrom(1, 1, 2),
  method: fc.constantFrom('highest-capacity' as const, 'round-robin' as const, 'least-active' as const, 'custom'),
  isPrioritised: fc.boolean(),
  rules: fc.array(
    fc.record({ condition: fc.constantFrom(...meanings), orders: fc.subarray(orders, { maxLength: 2 }) }),
    { minLength: 1, maxLength: 2 },
  ),
});
const agentNumber = fc.integer({ min: 1, max: 6 });
const lineArbitrary = fc.record({
  queue: fc.nat(2),
  units: fc.integer({ min: 0, max: 3 }),
  profileIds: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([first, second])),
  allowedPresences: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Presence[]>(['available', 'busy']) },
    fc.constantFrom<Presence[]>(['available'], ['busy'], presences),
  ),
  matching: fc.constantFrom('exact' as const, 'closest' as const, 'none' as const),
  needed: fc.array(fc.record({ skill: fc.nat(1), level: fc.constantFrom(0.2, 0.5, 1) }), { maxLength: 2 }),
  favour: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    fc.record({
      kind: fc.constantFrom('affinity' as const, 'preferred' as const),
      agents: fc.uniqueArray(agentNumber, { minLength: 1, maxLength: 3 }),
      otherwise: fc.constantFrom('next-best' as const, 'wait' as const),
    }),
  ),
  allowed: fc.integer({ min: 1, max: 5 }),
  pauseSeconds: fc.constantFrom(null, 60),
});
const itemArbitrary = fc.record({
  line: fc.nat(4),
  minutes: fc.integer({ min: 0, max: 9 }),
  customer: fc.record({
    tier: fc.constantFrom('gold' as const, 'silver' as const, null),
    score: fc.option(fc.integer({ min: -2, max: 2 })),
    language: fc.constantFrom(...languages),
  }),
  passes: fc.array(
    fc.record({
      agent: agentNumber,
      declined: fc.integer({ min: 0, max: 5 }),
      lost: fc.integer({ min: 0, max: 1 }),
      secondsAgo: fc.constantFrom(30, 90),
    }),
    { maxLength: 2 },
  ),
  hasLeft: fc.integer({ min: 0, max: 29 }).map((n) => n === 0),
});
const room = fc.record({
  limit: fc.integer({ min: 1, max: 3 }),
  used: fc.integer({ min: 0, max: 2 }),
  blocking: fc.constantFrom(false, false, true),
});
const agentArbitrary = fc.record({
  // much alike, so that little things tip the scales
  capacityUsed: fc.constantFrom(0, 0, 1, 3),
  capacityTotal: fc.constantFrom(4, 4, 8, 0),
  presence: fc.oneof({ weight: 6, arbitrary: fc.constant<Presence>('available') }, fc.constantFrom(...presences)),
  presenceSetBy: fc.constantFrom('system' as const, 'system' as const, 'agent' as const),
  first: fc.option(room, { freq: 2 }),
  second: fc.option(room, { freq: 2 }),
  sessions: fc.oneof({ weight: 8, arbitrary: fc.nat(1) }, fc.constantFrom(9, 10, 11)),
  idleSince: fc.option(fc.integer({ min: 0, max: 1 })),
  releasedAt: fc.option(fc.integer({ min: 0, max: 1 })),
  isSilent: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  locale: fc.constantFrom(...languages),
  levels: fc.tuple(fc.constantFrom(0, 0.2, 0.5, 1), fc.constantFrom(0, 0.2, 0.5, 1)),
  turns: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
  queues: fc.oneof(
    { weight: 2, arbitrary: fc.constant<number[]>([0, 1, 2]) },
    fc.subarray<number>([0, 1, 2], { minLength: 1 }),
  ),
});
const worldArbitrary = fc.record({
  queues: fc.tuple(queueArbitrary, queueArbitrary, queueArbitrary),
  lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }),
  items: fc.array(itemArbitrary, { maxLength: 14 }),
  agents: fc.array(agentArbitrary, { minLength: 1, maxLength: 6 }),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer Generated> ? Generated : never;

const names = ['Claims', 'Billing', 'Advice'];
const idOf = (n: number) => agentId.parse(uuid(n));

function agentsOf({ agents }: World): Agent[] {
  return agents.map((one, n) => {
    const { isSilent, levels: _levels, turns: _turns, queues: _queues, first: one1, second: one2, ...facts } = one;
    const { idleSince, releasedAt, locale, ...rest } = facts;
    const profile = { endOfDay: false, custom: false };
    return {
      ...aNewAgent(idOf(n + 1), `Agent ${n + 1}`, before(60)),
      ...rest,
      locale: locale as never,
      idleSince: idleSince === null ? null : before(idleSince),
      releasedAt: releasedAt === null ? null : before(releasedAt),
      silentSince: isSilent ? now : null,
      profiles: {
        ...(one1 && { [first]: { ...one1, ...profile } }),
        ...(one2 && { [second]: { ...one2, ...profile } }),
      },
    };
  });
}

const standingsOf = ({ agents }: World) =>
  new Map(
    agents.map(({ levels, turns }, n): [AgentId, Standing] => [
      idOf(n + 1),
      {
        levels: Object.fromEntries(skills.map((id, i) => [id, levels[i]!])),
        turns: Object.fromEntries(queueIds.map((id, i) => [id, before(turns[i]!).getTime()])),
        skills: skills.flatMap((skillId, i) =>
          levels[i]! > 0 ? [{ skillId, slug: `skill-${i}`, typeId: null, rating: levels[i]! * 10 }] : [],
        ),
      },
    ]),
  );

/** The lines of a world: of each as many as its rules tell work apart. */
function linesOf({ queues, lines }: World): (n: number, customer: Customer) => Pick<Waiting, 'line' | 'ruled'> {
  const known = new Map<string, Pick<Waiting, 'line' | 'ruled'>>();
  const bodies = queues.map(({ rules: all }) =>
    customAssignment.parse({
      rulesets: [
        {
          id: uuid(1),
          name: 'All',
          rules: all.map((rule, n) => ({
            id: uuid(10 + n),
            name: `Rule ${n}`,
            conditions: rule.condition.said,
            orderBy: rule.orders.map(({ said }) => said),
          })),
        },
      ],
      defaultRulesetId: uuid(1),
    }),
  ) as CustomAssignment[];
  return (n, { language }) => {
    const said = lines[n % lines.length]!;
    const key = `${n % lines.length} ${language}`;
    const found = known.get(key);
    if (found) return found;
    const { queue: at, units, profileIds, needed, favour, allowed, pauseSeconds, ...rest } = said;
    const queue = queues[at]!;
    const isCustom = queue.method === 'custom';
    const line: Line = {
      ...rest,
      queueId: queueIds[at]!,
      priority: queue.priority,
      takes: { units, profileIds },
      method: queue.method === 'custom' ? 'highest-capacity' : queue.method,
      skills: [...new Map(needed.map(({ skill, level }) => [skill, level]))].map(([skill, level]) => ({
        skillId: skills[skill]!,
        rating: level * 10,
        level,
      })),
      favour: favour && { ...favour, agentIds: favour.agents.map(idOf) },
      declines: { allowed, pauseSeconds },
      ...(isCustom && queue.isPrioritised && { prioritisedIn: names[at]! }),
    };
    const made = isCustom
      ? {
          line: tailored(line, { contact: { language } }, bodies[at]!, {
            typeOf: new Map(),
            openHours: {},
            calendar: {},
          }),
          ruled: queue.rules.map(({ condition, orders: by }) => ({
            ...condition,
            orderBy: by.map(({ meant }) => meant),
          })),
        }
      : { line, ruled: null };
    known.set(key, made);
    return made;
  };
}

function itemsOf({ items }: Pick<World, 'items'>, lineOf: ReturnType<typeof linesOf>, from = 0): Waiting[] {
  return items.map(({ line: n, minutes, customer, passes, hasLeft }, at) => {
    const declined: Record<AgentId, Passes> = {};
    for (const { agent, secondsAgo, ...counts } of passes)
      declined[idOf(agent)] = { ...counts, declinedAt: new Date(now.getTime() - secondsAgo * 1000).toISOString() };
    if (hasLeft)
      for (let stranger = 100; stranger < 200; stranger += 1) declined[idOf(stranger)] = { declined: 1, lost: 0 };
    const { line, ruled } = lineOf(n, customer);
    return {
      ...{ line, ruled, customer, passes: declined },
      id: workItemId.parse(uuid(1000 + from + at)),
      lastInteractionAt: before(minutes),
      ...(line.prioritisedIn !== undefined && { place: placeOf({ contact: { ...customer } }, prioritisation!) }),
    };
  });
}

const membersOf = ({ agents }: World) =>
  new Map(
    queueIds.map((id, at) => [id, agents.flatMap(({ queues }, n) => (queues.includes(at) ? [idOf(n + 1)] : []))]),
  );

type Question = Omit<Snapshot, 'items'> & { readonly items: readonly Waiting[] };
const questionOf = (world: World): Question => ({
  ...{ now, rules, agents: agentsOf(world), standings: standingsOf(world), members: membersOf(world) },
  items: itemsOf(world, linesOf(world)),
});

/** Enough units, a place in every profile, and no profile full that blocks all else. */
function hasRoomFor({ capacityTotal, capacityUsed, profiles }: Agent, { units, profileIds }: Takes): boolean {
  const left = capacityTotal - capacityUsed;
  const hasUnits = units > 0 ? left >= units : profileIds.length > 0 || left > 0;
  return hasUnits && hasPlaces({ profiles }, profileIds);
}
const hasPlaces = ({ profiles }: Pick<Agent, 'profiles'>, ids: Takes['profileIds']): boolean =>
  Object.values(profiles).every(({ blocking, used, limit }) => !blocking || used < limit) &&
  ids.every((id) => profiles[id] !== undefined && profiles[id].used < profiles[id].limit);
const hasSkills = (who: Somebody, line: Line) => differences(who, line).every((one) => one >= -1e-9);
const isThere = ({ agent }: Somebody, { allowedPresences }: Line) =>
  agent.silentSince === null && allowedPresences.includes(agent.presence);

/** Where the rules of its queue put somebody; the others all stand at the first. -1: they are not to be asked. */
function standsAt(who: Somebody, { line, ruled, customer: { language } }: Waiting): number {
  if (ruled) {
    if (who.agent.silentSince !== null || !hasPlaces(who.agent, line.takes.profileIds)) return -1;
    return ruled.findIndex(({ meant }) => meant(who, line, language));
  }
  const isFit = isThere(who, line) && hasRoomFor(who.agent, line.takes);
  return isFit && (line.matching !== 'exact' || hasSkills(who, line)) ? 0 : -1;
}

const passed = ({ passes }: Waiting, { agent }: Somebody) => passes[agent.id] ?? { declined: 0, lost: 0 };
function mayAsk(item: Waiting, who: Somebody, at: Date): boolean {
  const { declined, declinedAt } = passed(item, who) as Passes;
  const { allowed, pauseSeconds } = item.line.declines;
  const isLeftAlone =
    pauseSeconds !== null && declinedAt !== undefined && at.getTime() < Date.parse(declinedAt) + pauseSeconds * 1000;
  return declined < allowed && !isLeftAlone && who.agent.sessions < rules.sessions;
}
const hasLeft = ({ passes }: Waiting) => Object.values<Passes>(passes).filter((one) => one.declined > 0).length >= 100;

const methods: Record<string, By> = {
  'highest-capacity': (a, b, line) => freeFor(b, line) - freeFor(a, line),
  'round-robin': inTurn,
  'least-active': leastActive,
};
/** Who is asked before whom. */
function rank(a: Somebody, b: Somebody, item: Waiting): number {
  const { line, ruled } = item;
  const isClosest = line.matching === 'closest' && line.skills.length > 0;
  const [one, other] = [standsAt(a, item), standsAt(b, item)];
  const idle: By = (x, y) => time(x.agent.idleSince) - time(y.agent.idleSince);
  const steps = ruled
    ? [...(ruled[one]?.orderBy ?? []), inTurn]
    : [...(isClosest ? [nearest] : []), methods[line.method]!, idle];
  const times = (who: Somebody) => passed(item, who).declined + passed(item, who).lost;
  const order = [times(a) - times(b), one - other, ...steps.map((by) => by(a, b, line))].find((step) => step !== 0);
  return order ?? (a.agent.id < b.agent.id ? -1 : 1);
}

/** Who gets it of all who serve its queue; and whether they come first in it, so that their capacity does not count. */
function whoGets(item: Waiting, members: readonly Somebody[], at: Date): { who: Somebody; isFavoured: boolean } | null {
  if (hasLeft(item)) return null;
  const { line } = item;
  const willing = members.filter((who) => mayAsk(item, who, at));
  const isWaitedFor = line.favour?.otherwise === 'wait';
  const times = (who: Somebody) => passed(item, who).declined + passed(item, who).lost;
  const before = (line.favour?.agentIds ?? []).flatMap(
    (id) => willing.find((who) => who.agent.id === id && isThere(who, line)) ?? [],
  );
  const first = before.filter((who) => isWaitedFor || times(who) === 0).toSorted((a, b) => times(a) - times(b))[0];
  if (first) return { who: first, isFavoured: true };
  if (isWaitedFor) return null;
  const [best] = willing.filter((who) => standsAt(who, item) >= 0).toSorted((a, b) => rank(a, b, item));
  return best ? { who: best, isFavoured: false } : null;
}

/** What comes before what. */
function inLine(a: Waiting, b: Waiting): number {
  const isAffinity = ({ line }: Waiting) => line.favour?.kind === 'affinity';
  const byAge = +a.lastInteractionAt - +b.lastInteractionAt || (a.id < b.id ? -1 : 1);
  if (isAffinity(a) || isAffinity(b)) return Number(isAffinity(b)) - Number(isAffinity(a)) || byAge;
  const queue = ({ line: { prioritisedIn = '' } }: Waiting) => prioritisedIn;
  if (a.line.priority !== b.line.priority) return a.line.priority - b.line.priority;
  if (queue(a) !== queue(b)) return queue(a) < queue(b) ? -1 : 1;
  return (queue(a) === '' ? 0 : inBuckets(a.customer, b.customer)) || byAge;
}

/** One moment of a cycle: an item in its turn, everybody as they are then, and who gets it. */
interface Moment {
  readonly item: Waiting;
  readonly members: readonly Somebody[];
  readonly gets: ReturnType<typeof whoGets>;
}
/** The cycle as it must be: item after item, everybody asked anew for each. */
function asItMustBe({ items, agents, standings, members, now: at }: Question): Moment[] {
  const people = new Map(agents.map((agent) => [agent.id, { agent, standing: standings.get(agent.id)! }]));
  let given = 0;
  return items.toSorted(inLine).map((item) => {
    const serving = members.get(item.line.queueId)!.map((id) => people.get(id)!);
    const gets = whoGets(item, serving, at);
    if (gets) {
      const { agent, standing } = gets.who;
      given += 1;
      const turns = { ...standing.turns, [item.line.queueId]: at.getTime() + given / 1000 };
      people.set(agent.id, { agent: give(agent, item.line.takes, at), standing: { ...standing, turns } });
    }
    return { item, members: serving, gets };
  });
}

const always = (holds: (question: Question) => void, numRuns = 200) =>
  fc.assert(
    fc.property(worldArbitrary, (world) => holds(questionOf(world))),
    { numRuns },
  );

describe('any cycle of any work', () => {
  it('offers what the rules of the product say, to whom they say', () => {
    always((question) => {
      const expected = asItMustBe(question).flatMap(({ item, gets }) => (gets ? [[item.id, gets.who.agent.id]] : []));
      expect(assign(question).choices.map(({ itemId, agentId: id }) => [itemId, id])).toEqual(expected);
    }, 800);
  });

  it('pushes to nobody more than there is room for, but what comes to who had it before or is preferred', () => {
    always((question) => {
      const people = new Map(question.agents.map((agent) => [agent.id, agent]));
      const items = new Map(question.items.map((item) => [item.id, item]));
      for (const { itemId, agentId: id } of assign(question).choices) {
        const { line, ruled } = items.get(itemId)!;
        const agent = people.get(id)!;
        const isFavoured = line.favour?.agentIds.includes(id) && line.allowedPresences.includes(agent.presence);
        expect(agent.sessions).toBeLessThan(rules.sessions);
        if (!isFavoured) expect(hasPlaces(agent, line.takes.profileIds)).toBe(true);
        if (!isFavoured && !ruled) expect(hasRoomFor(agent, line.takes)).toBe(true);
        people.set(id, give(agent, line.takes, question.now));
      }
    });
  });

  it('takes of each agent what the work takes, and changes nobody else but who has too many sessions', () => {
    always((question) => {
      const { choices, agents: after } = assign(question);
      const items = new Map(question.items.map((item) => [item.id, item]));
      expect(new Set(choices.map(({ itemId }) => itemId)).size).toBe(choices.length);
      for (const agent of question.agents) {
        const taken = choices.filter((one) => one.agentId === agent.id).map((one) => items.get(one.itemId)!.line.takes);
        const changed = after.find(({ id }) => id === agent.id);
        expect((changed ?? agent).capacityUsed - agent.capacityUsed).toBe(sum(taken.map(({ units }) => units)));
        for (const id of [first, second]) {
          const times = taken.filter(({ profileIds }) => profileIds.includes(id)).length;
          const used = (one: Agent) => one.profiles[id]?.used ?? 0;
          expect(used(changed ?? agent) - used(agent)).toBe(agent.profiles[id] ? times : 0);
        }
        if (taken.length > 0 || !changed) continue;
        expect(changed).toMatchObject({ presence: 'do-not-disturb', presenceReason: 'sessions' });
        expect(agent.sessions).toBeGreaterThanOrEqual(rules.sessions);
      }
    });
  });

  it('keeps the order: nothing is offered while something before it could be', () => {
    always((question) => {
      const { choices } = assign(question);
      const placeOfEach = new Map(question.items.toSorted(inLine).map(({ id }, n) => [id, n]));
      const offered = choices.map(({ itemId }) => placeOfEach.get(itemId)!);
      expect(offered).toEqual(offered.toSorted((a, b) => a - b));
      const ids = new Set(choices.map(({ itemId }) => itemId));
      const passedOver = asItMustBe(question).filter(({ item }) => !ids.has(item.id));
      expect(passedOver.filter(({ gets }) => gets !== null).map(({ item }) => item.id)).toEqual([]);
    });
  });

  it('gives the same answer to the same question, in whatever order it is put', () => {
    always((question) => {
      const turned = {
        ...question,
        items: question.items.toReversed(),
        agents: question.agents.toReversed(),
        members: new Map([...question.members].map(([id, all]) => [id, all.toReversed()])),
      };
      const answer = assign(question);
      expect(assign(question)).toEqual(answer);
      const byId = (agents: readonly Agent[]) => agents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const other = assign(turned);
      expect({ ...other, agents: byId(other.agents) }).toEqual({ ...answer, agents: byId(answer.agents) });
    });
  });

  it('tells of those who were not chosen without changing anything, names nobody twice, nor who was chosen, nor more than was asked', () => {
    always((question) => {
      const { choices, agents: after } = assign({ ...question, named: 4 });
      const without = choices.map(({ notChosen: _, ...choice }) => choice);
      expect({ choices: without, agents: after }).toEqual(assign(question));
      const items = new Map(question.items.map((item) => [item.id, item]));
      for (const { itemId, agentId: id, notChosen } of choices) {
        const ids = notChosen!.named.map((one) => one.agentId);
        expect(new Set([...ids, id]).size).toBe(ids.length + 1);
        expect(ids.length).toBeLessThanOrEqual(4);
        const serving = question.members.get(items.get(itemId)!.line.queueId)!;
        expect(notChosen!.others + ids.length + 1).toBe(serving.length);
      }
    });
  });
});

describe('cycle after cycle', () => {
  const answers = fc.constantFrom('accepts' as const, 'accepts' as const, 'declines' as const, 'loses' as const);
  const cycleArbitrary = fc.record({
    arrive: fc.array(itemArbitrary, { maxLength: 3 }),
    answers: fc.array(answers, { minLength: 1, maxLength: 4 }),
    /** Of the work in hand, what is over. */
    ends: fc.array(fc.nat(9), { maxLength: 3 }),
  });
  const story = fc.record({ world: worldArbitrary, cycles: fc.array(cycleArbitrary, { minLength: 1, maxLength: 10 }) });

  it('lets nothing starve: it is offered after at most as many cycles with somebody for it as offers of what is before it', () => {
    fc.assert(
      fc.property(story, ({ world, cycles }) => {
        let question = questionOf(world);
        const lineOf = linesOf(world);
        const before = new Map<string, { waited: number; ahead: number }>();
        let inHand: { readonly agentId: AgentId; readonly takes: Takes }[] = [];
        for (const [n, cycle] of cycles.entries()) {
          const at = new Date(now.getTime() + n * 1000);
          const arrived = itemsOf({ items: cycle.arrive }, lineOf, (n + 1) * 100);
          question = { ...question, now: at, items: [...question.items, ...arrived] };

          const served = assign(question);
          const offered = new Set(served.choices.map(({ itemId }) => itemId));
          const line = question.items.toSorted(inLine);
          const beginning = new Map(question.agents.map((agent) => [agent.id, agent]));
          for (const [place, item] of line.entries()) {
            const members = question.members.get(item.line.queueId)!;
            const people = members.map((id) => ({ agent: beginning.get(id)!, standing: question.standings.get(id)! }));
            if (!whoGets(item, people, at)) continue;
            const known = before.get(item.id) ?? { waited: 0, ahead: 0 };
            const ahead = known.ahead + line.slice(0, place).filter(({ id }) => offered.has(id)).length;
            const waited = known.waited + (offered.has(item.id) ? 0 : 1);
            expect(waited).toBeLessThanOrEqual(ahead);
            before.set(item.id, { waited, ahead });
          }

          const people = new Map([...question.agents, ...served.agents].map((agent) => [agent.id, agent]));
          const items = new Map(question.items.map((item) => [item.id, item]));
          for (const [m, { itemId, agentId: id }] of served.choices.entries()) {
            const item = items.get(itemId)!;
            const { takes } = item.line;
            const agent = people.get(id)!;
            const answer = cycle.answers[m % cycle.answers.length]!;
            if (answer === 'accepts') {
              people.set(id, afterAccepting(agent, at));
              inHand.push({ agentId: id, takes });
              items.delete(itemId);
              continue;
            }
            const { declined, lost } = item.passes[id] ?? { declined: 0, lost: 0 };
            const again =
              answer === 'loses'
                ? { ...item.passes[id], declined, lost: lost + 1 }
                : { declined: declined + 1, lost, declinedAt: at.toISOString() };
            people.set(id, takeBack(agent, takes, at));
            items.set(itemId, { ...item, passes: { ...item.passes, [id]: again } });
          }
          const over = new Set(cycle.ends.map((one) => inHand[one]).filter((one) => one !== undefined));
          for (const { agentId: id, takes } of over) people.set(id, relieve(people.get(id)!, takes, at));
          inHand = inHand.filter((one) => !over.has(one));
          question = { ...question, agents: [...people.values()], items: [...items.values()] };
        }
      }),
      { numRuns: 200 },
    );
  });
});
