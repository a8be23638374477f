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
  const states = [...agents];
  const placeOf = new Map(states.map(({ id }, place) => [id, place]));
  const places = new Map(
    [...members].map(([queueId, ids]) => [
      queueId,
      ids.map((id) => placeOf.get(id)).filter((place) => place !== undefined),
    ]),
  );
  const chosen = new Set<number>();
  const choices: Choice[] = [];

  for (const item of items.toSorted(inOrder)) {
    if (hasLeftAssignment(item)) continue;
    const candidates = (places.get(item.queueId) ?? []).filter((place) => canTake(item, states[place]!));
    if (candidates.length === 0) continue;
    const best = candidates.reduce((one, other) => (before(item, states[other]!, states[one]!) ? other : one));
    const agent = states[best]!;
    const rivals = candidates.map((place) => states[place]!).filter((other) => other !== agent);
    choices.push({ itemId: item.id, agentId: agent.id, why: reason(item, agent, rivals) });
    states[best] = give(agent, item.units, now);
    chosen.add(best);
  }
  return { choices, agents: [...chosen].map((place) => states[place]!) };
}

const canTake = (item: WaitingItem, agent: Agent): boolean =>
  hasRoomFor(agent, item.units, item.allowedPresences) && mayBeOfferedTo(item, agent.id);

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Queue priority, then age; the id settles the rest (product.md 11.2). */
const inOrder = (a: WaitingItem, b: WaitingItem): number =>
  a.priority - b.priority || a.lastInteractionAt.getTime() - b.lastInteractionAt.getTime() || byId(a, b);

const passed = (item: WaitingItem, agent: Agent): number => {
  const { declined, lost } = passesOf(item, agent.id);
  return declined + lost;
};
const idleSince = ({ idleSince }: Agent): number => idleSince?.getTime() ?? Number.NEGATIVE_INFINITY;

/** Whether `one` is to be asked before `other`. */
function before(item: WaitingItem, one: Agent, other: Agent): boolean {
  const passes = passed(item, one) - passed(item, other);
  if (passes !== 0) return passes < 0;
  const free = freeCapacity(one) - freeCapacity(other);
  if (free !== 0) return free > 0;
  if (idleSince(one) !== idleSince(other)) return idleSince(one) < idleSince(other);
  return one.id < other.id;
}

function reason(item: WaitingItem, agent: Agent, rivals: readonly Agent[]): string {
  const free = `${freeCapacity(agent)} of ${agent.capacityTotal}`;
  if (passed(item, agent) > 0) return `Offered again, ${free} free`;
  if (rivals.length === 0) return `The only one free, ${free}`;
  const asFree = rivals.some((rival) => passed(item, rival) === 0 && freeCapacity(rival) >= freeCapacity(agent));
  return asFree ? `Idle longest, ${free} free` : `Most free capacity, ${free}`;
}
