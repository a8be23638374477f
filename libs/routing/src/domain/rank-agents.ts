import type { Agent } from './agent.ts';
import { freeCapacity, freeOf, roomFor, type Takes } from './capacity.ts';
import type { Line, Standing, WaitingItem } from './snapshot.ts';
import { byRules, ruleOf } from './custom-assignment.ts';
import { byCloseness, closeness } from './skills.ts';
import { passedBy } from './work-item.ts';

/** An agent, what they can do, and when it was their turn. */
export interface Person extends Standing {
  readonly agent: Agent;
}
export type Order = (one: Person, other: Person) => number;

/** How many such items an agent has room for; what takes nothing is limited by `most` alone. */
export const freeFor = (agent: Agent, takes: Takes, most: number): number => roomFor(agent, takes, most);

const time = (at: Date | null): number => at?.getTime() ?? 0;
const byId: Order = ({ agent: a }, { agent: b }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
/** Who never had work was idle longest. */
const byIdleness: Order = (a, b) => time(a.agent.idleSince) - time(b.agent.idleSince);

/**
 * In which order a line asks (product.md 11.3): by its queue's method; where the closest match is wanted, by closeness before that
 * (12). Ties are settled by whose turn it is, which is who had no work for longest (43 G13), then by id.
 */
export function byRank(line: Line): Order {
  if (line.custom) return byRules(line);
  const { method, matching, skills, takes, queueId } = line;
  const steps: Order[] = [];
  if (matching === 'closest' && skills.length > 0)
    steps.push((a, b) => byCloseness(closeness(skills, a.levels), closeness(skills, b.levels)));
  if (method === 'highest-capacity') steps.push((a, b) => freeOf(b.agent, takes) - freeOf(a.agent, takes));
  if (method === 'round-robin') steps.push((a, b) => (a.turns[queueId] ?? 0) - (b.turns[queueId] ?? 0));
  if (method === 'least-active') steps.push((a, b) => time(a.agent.releasedAt) - time(b.agent.releasedAt));
  steps.push(byIdleness, byId);
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** What is free of how much, in the kind of capacity that this takes. */
export const ofTotal = (agent: Agent, takes: Takes): string => {
  if (takes.units > 0 || takes.profileIds.length === 0) return `${freeCapacity(agent)} of ${agent.capacityTotal}`;
  const [least] = takes.profileIds
    .map((id) => agent.profiles[id])
    .toSorted((a, b) => (a?.limit ?? 0) - (a?.used ?? 0) - ((b?.limit ?? 0) - (b?.used ?? 0)));
  return `${freeOf(agent, takes)} of ${least?.limit ?? 0}`;
};

/** Why this agent, in a few words for the offer's card. */
export function whyAgent(item: WaitingItem, chosen: Person, next: Person | undefined, isFavoured: boolean): string {
  const { line } = item;
  const { agent } = chosen;
  const free = ofTotal(agent, line.takes);
  if (isFavoured)
    return line.favour!.kind === 'affinity' ? 'Had this conversation before' : 'Preferred by the customer';
  if (passedBy(item, agent.id) > 0) return `Offered again, ${free} free`;
  if (line.custom) return `Fits “${ruleOf(line, chosen)?.name ?? ''}”, ${free} free`;
  if (!next) return `The only one free, ${free}`;
  if (line.matching === 'closest' && line.skills.length > 0) {
    const difference = byCloseness(closeness(line.skills, chosen.levels), closeness(line.skills, next.levels));
    if (difference < 0) return `Closest in skills, ${free} free`;
  }
  if (line.method === 'round-robin') return `Next in turn, ${free} free`;
  if (line.method === 'least-active') return `Without new work for longest, ${free} free`;
  const isAsFree = passedBy(item, next.agent.id) === 0 && freeOf(next.agent, line.takes) === freeOf(agent, line.takes);
  return isAsFree ? `Idle longest, ${free} free` : `Most free capacity, ${free}`;
}
