import type { AgentId, Presence, QueueId, WorkItemId } from '#contracts';
import { type Agent, freeCapacity, give, hasRoomFor } from './agent.ts';
import { hasLeftAssignment, mayBeOfferedTo, type Passes, passesOf } from './work-item.ts';

/** A work item as the choice sees it. */
export interface WaitingItem {
  readonly id: WorkItemId;
  readonly queueId: QueueId;
  /** Of its queue; a smaller number is more important (product.md 9.1). */
  readonly priority: number;
  readonly lastInteractionAt: Date;
  /** What its workstream says: units it takes, and of whom. */
  readonly units: number;
  readonly allowedPresences: readonly Presence[];
  readonly passes: Readonly<Record<AgentId, Passes>>;
}

/** Everything the choice depends on. */
export interface Snapshot {
  readonly now: Date;
  readonly items: readonly WaitingItem[];
  readonly agents: readonly Agent[];
  readonly members: ReadonlyMap<QueueId, readonly AgentId[]>;
}

export interface Choice {
  readonly itemId: WorkItemId;
  readonly agentId: AgentId;
  /** Why this agent, in a few words for the offer's card. */
  readonly why: string;
}

export interface Assignment {
  readonly choices: readonly Choice[];
  /** The agents who were chosen, as they are with their new work. */
  readonly agents: readonly Agent[];
}

/**
 * Who is offered what: "highest capacity" (product.md 11.3). Items go by queue priority, then by age; each to the member of
 * its queue with an allowed presence and room, most free capacity first, then idle longest, then by id. An agent who let
 * the item pass comes after those who did not, and not at all after three declines (11.5). The same input has the same answer.
 */
export function assign({ now, items, agents, members }: Snapshot): Assignment {
  const current = new Map(agents.map((agent) => [agent.id, agent]));
  const busier = new Set<AgentId>();
  const rankings = new Map<string, Ranking>();
  const choices: Choice[] = [];

  for (const item of items.toSorted(inOrder)) {
    if (hasLeftAssignment(item)) continue;
    const kind = `${item.queueId} ${item.units} ${item.allowedPresences.join()}`;
    let ranking = rankings.get(kind);
    if (!ranking) rankings.set(kind, (ranking = new Ranking(item, members.get(item.queueId) ?? [], current)));
    const [agent, next] = ranking.bestFor(item);
    if (!agent) continue;
    choices.push({ itemId: item.id, agentId: agent.id, why: reason(item, agent, next) });
    const after = give(agent, item.units, now);
    current.set(agent.id, after);
    busier.add(agent.id);
    if (after.presence !== agent.presence) for (const other of rankings.values()) other.admit(after);
  }
  return { choices, agents: [...busier].map((id) => current.get(id)!) };
}

/**
 * Who could take items of one kind, best first. Work only ever moves an agent further down, so it is enough to look
 * whether those at the top are still as they were ranked, and to put back those who are not.
 */
class Ranking {
  private readonly kind: WaitingItem;
  private readonly current: ReadonlyMap<AgentId, Agent>;
  /** Who serves the queue and is not among the ranked. */
  private readonly others: Set<AgentId>;
  private readonly ranked: Agent[] = [];

  constructor(kind: WaitingItem, members: readonly AgentId[], current: ReadonlyMap<AgentId, Agent>) {
    this.kind = kind;
    this.current = current;
    this.others = new Set(members);
    for (const id of this.others) {
      const agent = current.get(id);
      if (agent && hasRoom(kind, agent) && this.others.delete(id)) this.ranked.push(agent);
    }
    this.ranked.sort(rank);
  }

  /** An agent whom new work brought to another presence may by that be one of these. */
  admit(agent: Agent): void {
    if (this.others.has(agent.id) && hasRoom(this.kind, agent) && this.others.delete(agent.id)) this.insert(agent);
  }

  /** The one to be asked, and the one who would be asked instead. */
  bestFor(item: WaitingItem): readonly (Agent | undefined)[] {
    if (Object.keys(item.passes).length === 0) return [this.at(0), this.at(1)];
    const willing: Agent[] = [];
    for (let place = 0, agent = this.at(0); agent; agent = this.at(++place))
      if (mayBeOfferedTo(item, agent.id)) willing.push(agent);
    return willing.toSorted((one, other) => passed(item, one) - passed(item, other) || rank(one, other));
  }

  /** Who stands at this place as everybody is now. */
  private at(place: number): Agent | undefined {
    for (;;) {
      const agent = this.ranked[place];
      const now = agent && this.current.get(agent.id)!;
      if (now === agent) return agent;
      this.ranked.splice(place, 1);
      if (hasRoom(this.kind, now!)) this.insert(now!);
    }
  }

  private insert(agent: Agent): void {
    let [low, high] = [0, this.ranked.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (rank(this.ranked[middle]!, agent) < 0) low = middle + 1;
      else high = middle;
    }
    this.ranked.splice(low, 0, agent);
  }
}

const hasRoom = ({ units, allowedPresences }: WaitingItem, agent: Agent): boolean =>
  hasRoomFor(agent, units, allowedPresences);

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Queue priority, then age; the id settles the rest (product.md 11.2). */
const inOrder = (a: WaitingItem, b: WaitingItem): number =>
  a.priority - b.priority || a.lastInteractionAt.getTime() - b.lastInteractionAt.getTime() || byId(a, b);

/** Most free capacity, then idle longest, who never had work before all; the id settles the rest (product.md 11.3). */
const rank = (a: Agent, b: Agent): number =>
  freeCapacity(b) - freeCapacity(a) || (a.idleSince?.getTime() ?? 0) - (b.idleSince?.getTime() ?? 0) || byId(a, b);

const passed = (item: WaitingItem, agent: Agent): number => {
  const { declined, lost } = passesOf(item, agent.id);
  return declined + lost;
};

function reason(item: WaitingItem, agent: Agent, next: Agent | undefined): string {
  const free = `${freeCapacity(agent)} of ${agent.capacityTotal}`;
  if (passed(item, agent) > 0) return `Offered again, ${free} free`;
  if (!next) return `The only one free, ${free}`;
  const isAsFree = passed(item, next) === 0 && freeCapacity(next) === freeCapacity(agent);
  return isAsFree ? `Idle longest, ${free} free` : `Most free capacity, ${free}`;
}
