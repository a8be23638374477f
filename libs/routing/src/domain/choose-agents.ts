import type { AgentId } from '#contracts';
import { type Agent, give, hold, isPresent, mayTake } from './agent.ts';
import { firstMatch } from './custom-assignment.ts';
import { favourLeft } from './favour.ts';
import { byRank, freeFor, type Person, whyAgent } from './rank-agents.ts';
import { hasAll } from './skills.ts';
import { type NotChosen, obstacleIn, obstacleOf, whyLater } from './why-not.ts';
import { declinersAllowed, hasLeftAssignment, mayBeOfferedTo, passedBy } from './work-item.ts';
import {
  type Line,
  type WaitingItem,
  type Rules,
  type Snapshot,
  type Choice,
  type Assignment,
  noStanding,
} from './snapshot.ts';

/**
 * Who is offered what (product.md 11). Items go by affinity, queue priority and age; each to the agent whom its queue's method puts first
 * among the members with an allowed presence, room and skills. An agent who let the item pass comes after those who did not, and not at all
 * after so many declines (11.5). The same input has the same answer.
 */
export function assign({ now, rules, items, agents, standings, members, named = 0 }: Snapshot): Assignment {
  const people = new Map<AgentId, Person>(
    agents.map((agent) => [agent.id, { agent, ...(standings.get(agent.id) ?? noStanding) }]),
  );
  const changed = new Set<AgentId>();
  const rankings = new Map<Line, Ranking>();
  const choices: Choice[] = [];

  for (const item of items.toSorted(inOrder)) {
    if (hasLeftAssignment(item)) continue;
    const { line } = item;
    let ranking = rankings.get(line);
    if (!ranking) {
      ranking = new Ranking(line, members.get(line.queueId) ?? [], people, rules, now);
      rankings.set(line, ranking);
      for (const { agent } of ranking.crowded) {
        people.set(agent.id, { ...people.get(agent.id)!, agent: hold(agent, 'sessions', now) });
        changed.add(agent.id);
      }
    }
    const favoured = ranking.favoured(item);
    const [person, next] = favoured ? [favoured] : ranking.bestFor(item);
    if (!person) continue;
    const { agent } = person;
    const why = whyAgent(item, person, next, favoured !== null);
    const notChosen = named > 0 ? { notChosen: ranking.notChosen(item, person, favoured !== null, named) } : {};
    choices.push({ itemId: item.id, agentId: agent.id, why, ...notChosen });
    const after = give(agent, line.takes, now);
    // a little after those who were chosen before in the same cycle
    const turns = { ...person.turns, [line.queueId]: now.getTime() + choices.length / 1000 };
    people.set(agent.id, { ...person, agent: after, turns });
    changed.add(agent.id);
    for (const other of rankings.values()) other.follow(after.id, after.presence !== agent.presence);
  }
  return { choices, agents: [...changed].map((id) => people.get(id)!.agent) };
}

/** Who could take items of a line, and how many together. */
export interface Takers {
  /** `most` at most: no more items of the line need to be looked at. */
  readonly room: number;
  /** So many of them that fewer decliners than make an item leave assignment leave one of them. */
  readonly agentIds: readonly AgentId[];
}

/** Who of these agents could take items of this line, whoever declined which. */
export function takersOf(line: Line, snapshot: Omit<Snapshot, 'items'>, most: number): Takers {
  const { agents, standings, members } = snapshot;
  const ids = new Set(members.get(line.queueId));
  const favoured = line.favour?.agentIds ?? [];
  const agentIds: AgentId[] = [];
  let room = 0;
  for (const agent of agents) {
    if (!ids.has(agent.id)) continue;
    const isFavoured = favoured.includes(agent.id) && isPresent(agent, line.allowedPresences);
    const person = { agent, ...(standings.get(agent.id) ?? noStanding) };
    const takes = isFavoured
      ? roomOfFavoured(agent, snapshot, most)
      : line.favour?.otherwise === 'wait'
        ? 0
        : roomAt(line, person, snapshot, most - room);
    if (takes === 0) continue;
    agentIds.push(agent.id);
    room = Math.min(most, room + takes);
    if (room === most && agentIds.length > declinersAllowed) break;
  }
  return { room, agentIds };
}

/** Who comes first takes whatever their capacity, but no more sessions than anybody; who has too many must hear of it. */
const roomOfFavoured = (agent: Agent, { rules }: Omit<Snapshot, 'items'>, most: number): number =>
  agent.sessions < rules.sessions ? most : 1;

/** How many items of this line one agent could take, one after the other; `most` at most, and one where that is reached. */
function roomAt(line: Line, person: Person, { rules, now }: Omit<Snapshot, 'items'>, most: number): number {
  if (!fits(line, person)) return 0;
  // who has too many sessions takes nothing, but must hear of it
  if (most <= 1 || person.agent.sessions >= rules.sessions) return 1;
  if (!line.custom) return freeFor(person.agent, line.takes, most);
  // rules may look at anything that work changes
  let [room, one] = [1, person];
  for (; room < most; room += 1) {
    one = { ...one, agent: give(one.agent, line.takes, now) };
    if (!fits(line, one)) break;
  }
  return room;
}

/** Of so many items of a line in one cycle as many are named as are asked for. */
const toldInFull = 3;

/**
 * Who could take items of one line, best first. Work only ever moves an agent further down, so it is enough to look
 * whether those at the top are still as they were ranked, and to put back those who are not.
 */
class Ranking {
  /** Who would be asked but for the number of their sessions, and does not know yet. */
  readonly crowded: readonly Person[];
  private readonly line: Line;
  private readonly people: ReadonlyMap<AgentId, Person>;
  private readonly rules: Rules;
  private readonly now: Date;
  private readonly rank: (one: Person, other: Person) => number;
  private readonly members: ReadonlySet<AgentId>;
  /** Who serves the queue and is not among the ranked. */
  private readonly others: Set<AgentId>;
  private readonly ranked: Person[] = [];
  /** How many choices were told of. */
  private told = 0;

  constructor(line: Line, members: readonly AgentId[], people: ReadonlyMap<AgentId, Person>, rules: Rules, now: Date) {
    this.line = line;
    this.people = people;
    this.rules = rules;
    this.now = now;
    this.rank = byRank(line);
    this.members = new Set(members);
    this.others = new Set(line.favour?.otherwise === 'wait' ? [] : members);
    const able = [...this.others].flatMap((id) => {
      const person = people.get(id);
      return person && fits(line, person) ? [person] : [];
    });
    this.crowded = [...new Set([...able, ...this.first()])].filter(
      ({ agent }) => !this.mayHaveMore(agent) && agent.presenceReason !== 'sessions',
    );
    this.ranked = able.filter(({ agent }) => this.mayHaveMore(agent)).toSorted(this.rank);
    for (const { agent } of this.ranked) this.others.delete(agent.id);
  }

  /** New work changed this agent. Another presence may make them one of these; what rules then say of them may be anything. */
  follow(id: AgentId, isOtherPresence: boolean): void {
    if (this.line.custom && this.members.has(id)) {
      const place = this.ranked.findIndex(({ agent }) => agent.id === id);
      if (place >= 0) this.ranked.splice(place, 1);
      if (place >= 0) this.others.add(id);
    } else if (!isOtherPresence) return;
    const person = this.people.get(id);
    if (person && this.others.has(id) && this.hasRoom(person)) {
      this.others.delete(id);
      this.insert(person);
    }
  }

  /** The first of the favoured agents who is there and may have one more, whatever their capacity; null: none of them is. */
  favoured(item: WaitingItem): Person | null {
    const first = this.first(favourLeft(item));
    return first.find((person) => this.mayHaveMore(person.agent) && this.mayAsk(item, person)) ?? null;
  }

  /** Those of the favoured agents who serve the queue and are there, the best first. */
  private first(favour = this.line.favour): Person[] {
    const { allowedPresences } = this.line;
    return (favour?.agentIds ?? []).flatMap((id) => {
      const person = this.members.has(id) ? this.people.get(id) : undefined;
      return person && isPresent(person.agent, allowedPresences) ? [person] : [];
    });
  }

  private mayHaveMore({ sessions }: Agent): boolean {
    return sessions < this.rules.sessions;
  }

  /** The one to be asked, and the one who would be asked instead. */
  bestFor(item: WaitingItem): readonly (Person | undefined)[] {
    if (Object.keys(item.passes).length === 0) return [this.at(0), this.at(1)];
    const willing: Person[] = [];
    for (let place = 0, person = this.at(0); person; person = this.at(++place))
      if (this.mayAsk(item, person)) willing.push(person);
    return willing.toSorted(
      (one, other) => passedBy(item, one.agent.id) - passedBy(item, other.agent.id) || this.rank(one, other),
    );
  }

  /**
   * Some of those who were there and were not chosen: half of them could have taken it and come next, half are kept from it. Where much of one line is
   * given away at once it is nearly the same for each, and fewer are named after the first few.
   */
  notChosen(item: WaitingItem, chosen: Person, isFavoured: boolean, all: number): NonNullable<Choice['notChosen']> {
    const most = this.told < toldInFull ? all : Math.ceil(all / 2);
    this.told += 1;
    const named: NotChosen[] = [];
    for (let place = 0, person = this.at(0); person && named.length < most / 2; person = this.at(++place)) {
      if (person.agent.id === chosen.agent.id) continue;
      const reason = obstacleOf(item, person, this.now)?.reason ?? whyLater(item, chosen, person, isFavoured);
      named.push({ agentId: person.agent.id, reason });
    }
    for (const id of this.others) {
      if (named.length >= most) break;
      const person = id === chosen.agent.id ? undefined : this.people.get(id);
      const obstacle = person && obstacleIn(this.line, { ...person, isHeard: true }, this.rules);
      if (obstacle) named.push({ agentId: id, reason: obstacle.reason });
    }
    return { named, others: Math.max(0, this.members.size - named.length - 1) };
  }

  private mayAsk(item: WaitingItem, { agent }: Person): boolean {
    return mayBeOfferedTo(item, agent.id, this.line.declines, this.now);
  }

  private hasRoom(person: Person): boolean {
    return fits(this.line, person) && this.mayHaveMore(person.agent);
  }

  /** Who stands at this place as everybody is now. */
  private at(place: number): Person | undefined {
    for (;;) {
      const person = this.ranked[place];
      const now = person && this.people.get(person.agent.id)!;
      if (now === person) return person;
      this.ranked.splice(place, 1);
      if (this.hasRoom(now!)) this.insert(now!);
    }
  }

  private insert(person: Person): void {
    let [low, high] = [0, this.ranked.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rank(this.ranked[middle]!, person) < 0) low = middle + 1;
      else high = middle;
    }
    this.ranked.splice(low, 0, person);
  }
}

/** Present, with room, and with the skills where all of them are needed; or as rules say. */
export const fits = (line: Line, person: Person): boolean =>
  line.custom
    ? firstMatch(line, person) >= 0
    : mayTake(person.agent, line.takes, line.allowedPresences) &&
      (line.matching !== 'exact' || hasAll(line.skills, person.levels));

const isAffinity = ({ line }: WaitingItem): number => (line.favour?.kind === 'affinity' ? 0 : 1);
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Affinity, then queue priority, then queues without an order of their own before such with one; then that order, or age; the id settles the rest (product.md 11.2). */
export const inOrder = (a: WaitingItem, b: WaitingItem): number =>
  isAffinity(a) - isAffinity(b) ||
  (isAffinity(a) && (a.line.priority - b.line.priority || byOwnOrder(a, b))) ||
  a.lastInteractionAt.getTime() - b.lastInteractionAt.getTime() ||
  byId(a, b);

/** Queues without an order of their own come first, then the others by their names (product.md 11.2). */
export const byOrderedQueue = (a: Line, b: Line): number =>
  a.prioritisedIn === undefined || b.prioritisedIn === undefined
    ? Number(a.prioritisedIn !== undefined) - Number(b.prioritisedIn !== undefined)
    : byText(a.prioritisedIn, b.prioritisedIn) || byText(a.queueId, b.queueId);

const byOwnOrder = ({ line: a, place = '' }: WaitingItem, { line: b, place: other = '' }: WaitingItem): number =>
  byOrderedQueue(a, b) || (a.prioritisedIn === undefined ? 0 : byText(place, other));
