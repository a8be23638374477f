import type { AgentId } from '#contracts';
import { isPresent } from './agent.ts';
import { freeCapacity, freeOf, hasRoom, isBlocked, type Takes } from './capacity.ts';
import type { Line, Rules, WaitingItem } from './snapshot.ts';
import { favourLeft } from './favour.ts';
import { firstMatch, ruleOf } from './custom-assignment.ts';
import { ofTotal, type Person } from './rank-agents.ts';
import { byCloseness, closeness, hasAll } from './skills.ts';
import { mayBeOfferedTo, passedBy, passesOf } from './work-item.ts';

/** Somebody who was considered for an item and did not get it, and why, in a few words. */
export interface NotChosen {
  readonly agentId: AgentId;
  readonly reason: string;
}

/** What keeps work from an agent, by kind and in words that stay the same for as long as nothing changes. */
export interface Obstacle {
  readonly kind: keyof typeof kinds;
  readonly reason: string;
}

/** Each kind as a count of agents is followed by it. */
const kinds = {
  gone: 'not connected',
  quiet: 'whose desk is not heard of',
  away: 'with another presence',
  full: 'without room',
  unskilled: 'without the skills',
  crowded: 'with too many open conversations',
  declined: 'who declined it',
  second: 'who may not have it yet',
  unfit: 'who fit none of the rules',
} as const;

/** Whether the agent's desk was heard of lately: without that nothing is offered. */
export interface Heard {
  readonly isHeard: boolean;
}

/** How a person lacks room for this. */
function lackOfRoom({ agent }: Person, { units, profileIds }: Takes): string {
  const missing = profileIds.filter((id) => agent.profiles[id] === undefined).length;
  if (missing > 0) return 'Does not have the capacity profile that this needs';
  if (isBlocked(agent)) return 'At the limit of a capacity profile that blocks all other work';
  if (profileIds.some((id) => agent.profiles[id]!.used >= agent.profiles[id]!.limit))
    return 'At the limit of the capacity profile that this needs';
  return `${Math.max(0, freeCapacity(agent))} of ${agent.capacityTotal} units are free, ${Math.max(1, units)} needed`;
}

/** What keeps every item of this line from an agent who serves its queue; null: nothing does (product.md 11.3, 12, 13, 14). */
export function obstacleIn(line: Line, person: Person & Heard, { sessions }: Rules): Obstacle | null {
  const { agent, levels, isHeard } = person;
  if (agent.silentSince !== null) return { kind: 'gone', reason: 'Not connected' };
  if (!line.custom && !isPresent(agent, line.allowedPresences))
    return { kind: 'away', reason: `Is ${agent.presence}, which is not among the presences that are offered this` };
  if (!isHeard) return { kind: 'quiet', reason: 'The desk was not heard of for a while' };
  const isFavoured = line.favour?.agentIds.includes(agent.id) ?? false;
  if (isFavoured && isPresent(agent, line.allowedPresences)) return crowded(person, sessions);
  if (line.favour?.otherwise === 'wait')
    return { kind: 'second', reason: 'It waits for another agent, who comes first in it' };
  if (line.custom) {
    if (firstMatch(line, person) >= 0) return crowded(person, sessions);
    if (!hasRoom(agent, { ...line.takes, units: 0 }) && line.takes.profileIds.length > 0)
      return { kind: 'full', reason: lackOfRoom(person, line.takes) };
    return { kind: 'unfit', reason: `Fits no rule of “${line.custom.ruleset.name}”` };
  }
  if (!hasRoom(agent, line.takes)) return { kind: 'full', reason: lackOfRoom(person, line.takes) };
  if (line.matching === 'exact' && !hasAll(line.skills, levels)) {
    const lacking = line.skills.filter((skill) => !hasAll([skill], levels)).length;
    return { kind: 'unskilled', reason: `Lacks ${lacking} of ${line.skills.length} needed skills` };
  }
  return crowded(person, sessions);
}

const crowded = ({ agent }: Person, sessions: number): Obstacle | null =>
  agent.sessions < sessions
    ? null
    : { kind: 'crowded', reason: `Has ${agent.sessions} open conversations, and ${sessions} is the limit` };

/** What keeps this one item from an agent who could take others of its line. */
export function obstacleOf(item: Pick<WaitingItem, 'line' | 'passes'>, { agent }: Person, now: Date): Obstacle | null {
  const { declines } = item.line;
  if (mayBeOfferedTo(item, agent.id, declines, now)) return null;
  const { declined } = passesOf(item, agent.id);
  const times = declined === 1 ? 'once' : `${declined} times`;
  return {
    kind: 'declined',
    reason:
      declined >= declines.allowed ? `Declined it ${times}` : `Declined it ${times}, and is left alone for a while`,
  };
}

/** Why one who could have taken it comes after who was chosen. */
export function whyLater(item: WaitingItem, chosen: Person, other: Person, isFavoured: boolean): string {
  const { line } = item;
  const { agent } = other;
  if (isFavoured) return 'Could take it, but somebody else comes first in it';
  if (passedBy(item, agent.id) > passedBy(item, chosen.agent.id)) return 'Let it pass before: others are asked first';
  if (line.custom) {
    const [rule, later] = [ruleOf(line, chosen), ruleOf(line, other)];
    return rule === later ? `Comes later by the order of “${rule?.name ?? ''}”` : `Fits only “${later?.name ?? ''}”`;
  }
  if (line.matching === 'closest' && line.skills.length > 0) {
    const order = byCloseness(closeness(line.skills, chosen.levels), closeness(line.skills, other.levels));
    if (order < 0) return 'Less close in skills';
  }
  if (line.method === 'highest-capacity' && freeOf(agent, line.takes) < freeOf(chosen.agent, line.takes))
    return `Less free capacity, ${ofTotal(agent, line.takes)}`;
  if (line.method === 'round-robin') return 'Not yet in turn';
  if (line.method === 'least-active') return 'Had work until later';
  return 'As free, but not idle for as long';
}

/** What a look at a line came to of which nobody could take anything. */
export interface NobodyFound {
  readonly why: string;
  readonly considered: readonly NotChosen[];
}

/**
 * Why nobody can take this: how many are kept from it by what, and the first of them by name. `serving`: how many serve the queue, of whom
 * `people` are those who were looked at. Null: somebody can.
 */
export function whyNobody(
  item: Pick<WaitingItem, 'line' | 'passes'>,
  people: readonly (Person & Heard)[],
  { rules, now, serving, named }: { rules: Rules; now: Date; serving: number; named: number },
): NobodyFound | null {
  if (people.length === 0) return { why: 'Nobody serves this queue', considered: [] };
  const counts = new Map<Obstacle['kind'], number>();
  const considered: NotChosen[] = [];
  const line = { ...item.line, favour: favourLeft(item) };
  for (const person of people) {
    const obstacle = obstacleIn(line, person, rules) ?? obstacleOf(item, person, now);
    if (!obstacle) return null;
    counts.set(obstacle.kind, (counts.get(obstacle.kind) ?? 0) + 1);
    if (considered.length < named) considered.push({ agentId: person.agent.id, reason: obstacle.reason });
  }
  const parts = [...counts].toSorted((a, b) => b[1] - a[1]).map(([kind, count]) => `${count} ${kinds[kind]}`);
  const more = serving > people.length ? `, ${serving - people.length} more not looked at` : '';
  return { why: `Nobody of ${serving} could take it: ${parts.join(', ')}${more}`, considered };
}
