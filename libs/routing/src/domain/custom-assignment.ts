import type { AgentOrder, AssignmentRuleset, CustomAssignment, SkillId } from '#contracts';
import { holds, pathsOf, type Sources, valueAt } from '#conditions';
import { isPresent } from './agent.ts';
import { freeCapacity, freeOf, hasRoom, isBlocked } from './capacity.ts';
import type { Line } from './snapshot.ts';
import type { Order, Person } from './rank-agents.ts';
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
}

/** The ruleset that runs for this work: of the first criterion that fits, or the default one. Null: there is none (product.md 11.4). */
export function rulesetFor({ rulesets, selection, defaultRulesetId }: CustomAssignment, work: Sources) {
  const chosen = selection.find(({ conditions }) => holds(conditions, work))?.rulesetId ?? defaultRulesetId;
  return rulesets.find(({ id }) => id === chosen) ?? null;
}

const isOfAgent = (path: string) => /^(agent|skill|workstream)\./.test(path);

/**
 * The lines of which all work is alike for the rules: the same ruleset runs, and it sees the same values. So what is true of one item's
 * agents is true of all of its line, however many wait.
 */
export class TailoredLines {
  private readonly known = new Map<string, Line>();
  private readonly paths = new Map<string, readonly string[]>();
  private readonly line: Line;
  private readonly rules: CustomAssignment;
  private readonly typeOf: Custom['typeOf'];

  constructor(line: Line, rules: CustomAssignment, typeOf: Custom['typeOf']) {
    this.line = line;
    this.rules = rules;
    this.typeOf = typeOf;
  }

  lineFor(work: Sources): Line {
    const ruleset = rulesetFor(this.rules, work);
    if (!ruleset) return this.line;
    const key = JSON.stringify([ruleset.id, ...this.pathsIn(ruleset).map((path) => valueAt(work, path) ?? null)]);
    const known = this.known.get(key) ?? {
      ...this.line,
      method: 'custom',
      custom: { ruleset, work, typeOf: this.typeOf },
    };
    this.known.set(key, known);
    return known;
  }

  private pathsIn({ id, rules }: AssignmentRuleset): readonly string[] {
    const known = this.paths.get(id);
    if (known) return known;
    const all = rules.flatMap(({ conditions }) => pathsOf(conditions).filter((path) => !isOfAgent(path)));
    const paths = [...new Set(all)];
    this.paths.set(id, paths);
    return paths;
  }
}

/** What conditions see of an agent, for work of this line. */
function agentSources({ takes, allowedPresences, skills: needed }: Line, { agent, levels, skills = [] }: Person) {
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

/** A value as it is ordered: numbers before texts. Null: there is none. */
function orderable(value: unknown): readonly [kind: 0 | 1, value: number | string] | null {
  if (value === null || value === undefined || value === '' || typeof value === 'object') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return [0, Number(value)];
  const text = String(value);
  return /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? [0, Number(text)] : [1, text.toLowerCase()];
}

/** What is smaller first, or what is greater; what is not there comes last either way. */
export function byValue(a: unknown, b: unknown, direction: 'ascending' | 'descending'): number {
  const [one, other] = [orderable(a), orderable(b)];
  if (!one || !other) return Number(!one) - Number(!other);
  const order = one[0] - other[0] || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0);
  return direction === 'ascending' ? order : -order;
}

/** Work as prioritisation sees it. */
export interface Prioritised {
  readonly id: string;
  readonly lastInteractionAt: Date;
  readonly work: Sources;
}

/**
 * The places of a queue's work, by id, the first is 0 (product.md 11.4): what fits an earlier rule comes first, within a rule by what that orders by,
 * what fits none comes last; else who waits longest.
 */
export function placesOf(
  items: readonly Prioritised[],
  { rules }: NonNullable<CustomAssignment['prioritisation']>,
): ReadonlyMap<string, number> {
  const ranked = items.map((item) => {
    const found = rules.findIndex(({ conditions }) => holds(conditions, item.work));
    const orderBy = rules[found]?.orderBy ?? null;
    return {
      item,
      rule: found < 0 ? rules.length : found,
      orderBy,
      value: orderBy && valueAt(item.work, orderBy.field),
    };
  });
  ranked.sort(
    (a, b) =>
      a.rule - b.rule ||
      (a.orderBy ? byValue(a.value, b.value, a.orderBy.direction) : 0) ||
      a.item.lastInteractionAt.getTime() - b.item.lastInteractionAt.getTime() ||
      (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0),
  );
  return new Map(ranked.map(({ item }, place) => [item.id, place]));
}
