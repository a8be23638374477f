import type { AgentOrder, AssignmentRuleset, ConditionGroup, CustomAssignment, SkillId } from '#contracts';
import { calendarsIn, holds, pathsOf, type Sources, valueAt, variablesAmong } from '#conditions';
import { type Agent, isPresent } from './agent.ts';
import { freeCapacity, freeOf, hasRoom, isBlocked } from './capacity.ts';
import type { Line } from './snapshot.ts';
import type { Order, Person } from './rank-agents.ts';
import { byValue, keyOf } from './ordered-values.ts';
import { byCloseness, closeness, hasAll } from './skills.ts';

/** An active skill of an agent, as rules look at it. */
export interface RatedSkill {
  readonly skillId: SkillId;
  readonly slug: string;
  readonly typeId: string | null;
  readonly rating: number;
}

/** By which rules agents are chosen for some work, and what the rules look at besides the agents. */
export interface Custom {
  readonly ruleset: AssignmentRuleset;
  readonly work: Sources;
  /** Of which type the skills are that work needs. */
  readonly typeOf: ReadonlyMap<SkillId, string | null>;
  /** Which operating hours are open at this moment, by their ids; only where rules ask whether an agent works. */
  readonly openHours: Readonly<Record<string, boolean>>;
}

/** Whether an agent works, by hours of their own (product.md 11.4); who has none always does, of hours that are not there nobody says it. */
export const worksNow = (
  { operatingHoursId }: Pick<Agent, 'operatingHoursId'>,
  openHours: Custom['openHours'],
): boolean => operatingHoursId === null || openHours[operatingHoursId] === true;

/** Whether conditions ask whether an agent works. */
export const askWhetherTheyWork = (conditions: ConditionGroup): boolean =>
  pathsOf(conditions).includes('agent.schedule');

/** The ruleset that runs for this work: of the first criterion that fits, or the default one. Null: there is none (product.md 11.4). */
function rulesetFor({ rulesets, selection, defaultRulesetId }: CustomAssignment, work: Sources) {
  const chosen = selection.find(({ conditions }) => holds(conditions, work))?.rulesetId ?? defaultRulesetId;
  return rulesets.find(({ id }) => id === chosen) ?? null;
}

// what is so of all work at a moment distinguishes none of it
const isOfAgent = (path: string) => /^(agent|skill|workstream|calendar)\./.test(path);

const seenPaths = new WeakMap<AssignmentRuleset, readonly string[]>();

function pathsSeen(ruleset: AssignmentRuleset): readonly string[] {
  const known = seenPaths.get(ruleset);
  if (known) return known;
  const all = ruleset.rules.flatMap(({ conditions }) => pathsOf(conditions).filter((path) => !isOfAgent(path)));
  const paths = [...new Set(all)];
  seenPaths.set(ruleset, paths);
  return paths;
}

/**
 * What rules see of this work, as one text: which ruleset runs, and the values that it looks at. What is true of one item's agents is true of
 * all that look the same, however many wait. Without a ruleset all work looks the same.
 */
export function looksOf(work: Sources, rules: CustomAssignment): string {
  const ruleset = rulesetFor(rules, work);
  if (!ruleset) return '';
  return JSON.stringify([ruleset.id, ...pathsSeen(ruleset).map((path) => valueAt(work, path) ?? null)]);
}

/** The calendars that rules of agents look at, by their slugs. */
export const calendarsOfAgents = ({ rulesets }: CustomAssignment): readonly string[] =>
  rulesets.flatMap(({ rules }) => rules.flatMap(({ conditions }) => calendarsIn(conditions)));

/** The context variables that the rules of a queue look at or order work by, by their names, each once. */
export function variablesOfQueue({ prioritisation, selection, rulesets }: CustomAssignment): readonly string[] {
  const ofWork = prioritisation?.rules ?? [];
  const conditions = [...ofWork, ...selection, ...rulesets.flatMap(({ rules }) => rules)];
  const paths = [
    ...conditions.flatMap((one) => pathsOf(one.conditions)),
    ...ofWork.flatMap(({ orderBy }) => orderBy?.field ?? []),
  ];
  return [...new Set(variablesAmong(paths))];
}

/** Whether rules of agents ask whether these work. */
export const askWorkOfAgents = ({ rulesets }: CustomAssignment): boolean =>
  rulesets.some(({ rules }) => rules.some(({ conditions }) => askWhetherTheyWork(conditions)));

/** What is known besides the work and the agents. */
export interface Surroundings extends Pick<Custom, 'typeOf' | 'openHours'> {
  /** Which calendars work at this moment, by their slugs. */
  readonly calendar: Readonly<Record<string, boolean>>;
}

/** The line of all work that looks like this, with the rules that run for it. */
export function tailored(line: Line, work: Sources, rules: CustomAssignment, around: Surroundings): Line {
  const { typeOf, openHours, calendar } = around;
  const ruleset = rulesetFor(rules, work);
  return ruleset
    ? { ...line, method: 'custom', custom: { ruleset, work: { ...work, calendar }, typeOf, openHours } }
    : line;
}

/** What conditions see of an agent, for work of this line. */
function agentSources(
  { takes, allowedPresences, skills: needed, custom }: Line,
  { agent, levels, skills = [] }: Person,
) {
  return {
    agent: {
      presence: agent.presence,
      presenceAllowed: isPresent(agent, allowedPresences),
      availableUnits: freeCapacity(agent),
      usedUnits: agent.capacityUsed,
      capacityUnits: agent.capacityTotal,
      hasRoom: hasRoom(agent, takes),
      hasNeededSkills: hasAll(needed, levels),
      sessions: agent.sessions,
      skills: skills.map(({ slug }) => slug),
      name: agent.name,
      firstName: agent.firstName,
      lastName: agent.lastName,
      nickname: agent.nickname,
      locale: agent.locale,
      schedule: worksNow(agent, custom!.openHours),
    },
    skill: Object.fromEntries(skills.map(({ slug, rating }) => [slug, rating])),
    workstream: { allowedPresences, capacityUnits: takes.units },
  };
}

/** Whether the agent has a place in each capacity profile that the work needs: that is looked at whatever rules say (product.md 13.4). */
const hasPlaces = ({ takes }: Line, { agent }: Person): boolean =>
  !isBlocked(agent) &&
  takes.profileIds.every((id) => {
    const room = agent.profiles[id];
    return room !== undefined && room.used < room.limit;
  });

const matches = new WeakMap<Line, WeakMap<Person, number>>();

/** Which rule is the first that this connected agent fits; -1: none. People and lines never change, so it is found out once. */
export function firstMatch(line: Line, person: Person): number {
  const known = matches.get(line) ?? new WeakMap<Person, number>();
  matches.set(line, known);
  const found = known.get(person);
  if (found !== undefined) return found;
  const sources = { ...line.custom!.work, ...agentSources(line, person) };
  const isThere = person.agent.silentSince === null && hasPlaces(line, person);
  const match = isThere ? line.custom!.ruleset.rules.findIndex(({ conditions }) => holds(conditions, sources)) : -1;
  known.set(person, match);
  return match;
}

/** The rule that an agent fits. */
export const ruleOf = (line: Line, person: Person) => line.custom!.ruleset.rules[firstMatch(line, person)];

const time = (at: Date | null): number => at?.getTime() ?? 0;

function bySteps(line: Line, { by, ...step }: AgentOrder): Order {
  const ofType = (typeId: string | null, one: Person) =>
    (one.skills ?? []).filter((skill) => typeId === null || skill.typeId === typeId);
  if (by === 'round-robin') return (a, b) => (a.turns[line.queueId] ?? 0) - (b.turns[line.queueId] ?? 0);
  if (by === 'units') return (a, b) => freeCapacity(b.agent) - freeCapacity(a.agent);
  if (by === 'profile')
    return (a, b) => freeOf(b.agent, { ...line.takes, units: 0 }) - freeOf(a.agent, { ...line.takes, units: 0 });
  if (by === 'least-active') return (a, b) => time(a.agent.releasedAt) - time(b.agent.releasedAt);
  if (by === 'skill-count') {
    const { typeId } = step as Extract<AgentOrder, { by: 'skill-count' }>;
    return (a, b) => ofType(typeId, b).length - ofType(typeId, a).length;
  }
  if (by === 'attribute') {
    const { field, direction } = step as Extract<AgentOrder, { by: 'attribute' }>;
    const valueOf = (one: Person) => valueAt(agentSources(line, one), field);
    return (a, b) => byValue(valueOf(a), valueOf(b), direction);
  }
  const { wanted, typeId } = step as Extract<AgentOrder, { by: 'proficiency' }>;
  const needed = line.skills.filter(({ skillId }) => typeId === null || line.custom!.typeOf.get(skillId) === typeId);
  if (wanted === 'nearest') return (a, b) => byCloseness(closeness(needed, a.levels), closeness(needed, b.levels));
  const sum = ({ levels }: Person) => needed.reduce((all, { skillId }) => all + (levels[skillId] ?? 0), 0);
  return (a, b) => sum(b) - sum(a);
}

const byId: Order = ({ agent: a }, { agent: b }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** In which order a line with rules asks: by rule, by what that says, and by whose turn it is (product.md 11.4). */
export function byRules(line: Line): Order {
  const orders = line.custom!.ruleset.rules.map(({ orderBy }) => orderBy.map((step) => bySteps(line, step)));
  const turn = bySteps(line, { by: 'round-robin' });
  return (a, b) => {
    const [one, other] = [firstMatch(line, a), firstMatch(line, b)];
    if (one !== other) return one - other;
    for (const step of [...(orders[one] ?? []), turn, byId]) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

type Prioritisation = NonNullable<CustomAssignment['prioritisation']>;

/**
 * The place of work in a queue with an order of its own (product.md 11.4), as bytes in hexadecimal digits that an index keeps in order: what fits an
 * earlier rule comes first, within a rule by what that orders by, what fits none comes last. Of what is equal, who waits longest is first.
 */
export function placeOf(work: Sources, { rules }: Prioritisation): string {
  const found = rules.findIndex(({ conditions }) => holds(conditions, work));
  const orderBy = rules[found]?.orderBy;
  const rule = Buffer.of(found < 0 ? rules.length : found);
  const value = orderBy ? keyOf(valueAt(work, orderBy.field), orderBy.direction) : Buffer.of();
  return Buffer.concat([rule, value]).toString('hex');
}
