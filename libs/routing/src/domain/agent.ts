import type { AgentId, Presence } from '#contracts';

/** Units of capacity of an agent nobody said anything else about. */
export const usualCapacity = 6;
/** An agent who is not heard of for this long is disconnected (decisions L). */
export const silenceMs = 30_000;
/** Back within this of the last sign of life, an agent finds the presence of before (product.md 14). */
export const returnMs = 150_000;

/** Somebody who answers customers: may they be offered work, and how much more. */
export interface Agent {
  readonly id: AgentId;
  readonly version: number;
  readonly name: string;
  readonly presence: Presence;
  /** A presence that the agent chose holds; one that the system set follows capacity. */
  readonly presenceSetBy: PresenceSetter;
  readonly presenceSince: Date;
  /** Units of conversations offered to the agent, in work, or in wrap-up (product.md 13.2). */
  readonly capacityUsed: number;
  readonly capacityTotal: number;
  /** When work was last given or taken away; null: never. */
  readonly idleSince: Date | null;
  /** When a disconnected agent was last heard of; null while connected. */
  readonly silentSince: Date | null;
  /** What a disconnected agent finds again on a quick return; null while connected. */
  readonly presenceBefore: Presence | null;
  readonly presenceBeforeSetBy: PresenceSetter | null;
}
export type PresenceSetter = 'agent' | 'system';
/** What an agent may choose; `inactive` is the system's alone (product.md 14). */
export type ChosenPresence = Exclude<Presence, 'inactive'>;

/** An agent at the first sign-in. */
export const aNewAgent = (id: AgentId, name: string, now: Date): Agent => ({
  id,
  version: 1,
  name,
  presence: 'available',
  presenceSetBy: 'system',
  presenceSince: now,
  capacityUsed: 0,
  capacityTotal: usualCapacity,
  idleSince: null,
  silentSince: null,
  presenceBefore: null,
  presenceBeforeSetBy: null,
});

/** Units that are free; less than none after forced work. */
export const freeCapacity = ({ capacityTotal, capacityUsed }: Agent): number => capacityTotal - capacityUsed;

/** The presence that capacity alone says (product.md 14, automatic transitions). */
export function presenceByCapacity({ capacityUsed, capacityTotal }: Agent): Presence {
  if (capacityUsed >= capacityTotal) return 'do-not-disturb';
  return capacityUsed > 0 ? 'busy' : 'available';
}

/** Whether work of `units` may be pushed to this agent at all: connected, presence allowed, room for it. */
export const hasRoomFor = (agent: Agent, units: number, allowed: readonly Presence[]): boolean =>
  agent.silentSince === null &&
  allowed.includes(agent.presence) &&
  freeCapacity(agent) > 0 &&
  freeCapacity(agent) >= units;

/** An offer takes its units at once (product.md 17.2 T2). A presence that the agent chose stays. */
export const give = (agent: Agent, units: number, now: Date): Agent =>
  byCapacity(changed(agent, { capacityUsed: agent.capacityUsed + units, idleSince: now }), now);

/** The offer came to nothing: its units are free again. A presence that the agent chose stays. */
export const takeBack = (agent: Agent, units: number, now: Date): Agent =>
  byCapacity(changed(agent, { capacityUsed: agent.capacityUsed - units, idleSince: now }), now);

/** The agent accepted. Available and Busy were held until now (product.md 14, manual and automatic). */
export const afterAccepting = (agent: Agent, now: Date): Agent => byCapacity(changed(letGo(agent), {}), now);

/** The agent's work on a conversation is over: units are free, Available and Busy are held no longer. */
export const relieve = (agent: Agent, units: number, now: Date): Agent => takeBack(letGo(agent), units, now);

/** The agent chooses. Available and Busy hold until the next accept or close, the others until changed (product.md 14). */
export function choosePresence(agent: Agent, presence: ChosenPresence, now: Date): Agent {
  const present = comeBack(agent, now);
  if (present.presence === presence && present.presenceSetBy === 'agent') return present;
  return at(changed(present, { presenceSetBy: 'agent' }), presence, now);
}

/** Nothing was heard since `heardAt`: offline at once, the presence of before is remembered. Conversations stay. */
export function fallSilent(agent: Agent, heardAt: Date, now: Date): Agent {
  if (agent.silentSince !== null) return agent;
  const remembered = { presenceBefore: agent.presence, presenceBeforeSetBy: agent.presenceSetBy };
  return at(changed(agent, { ...remembered, silentSince: heardAt, presenceSetBy: 'system' }), 'offline', now);
}

/** A sign of life of a disconnected agent: soon enough, the presence of before; later, by capacity (product.md 14). */
export function comeBack(agent: Agent, now: Date): Agent {
  const { silentSince, presenceBefore, presenceBeforeSetBy } = agent;
  if (silentSince === null) return agent;
  const connected = changed(agent, { silentSince: null, presenceBefore: null, presenceBeforeSetBy: null });
  const isSoon = now.getTime() - silentSince.getTime() <= returnMs;
  if (isSoon && presenceBefore && presenceBeforeSetBy === 'agent')
    return at({ ...connected, presenceSetBy: 'agent' }, presenceBefore, now);
  return byCapacity({ ...connected, presenceSetBy: 'system' }, now);
}

/** Others now say which queues the agent serves: what people see of the agent is another. */
export const withOtherQueues = (agent: Agent): Agent => changed(agent, {});

/** The name as the sign-in now says it. */
export const rename = (agent: Agent, name: string): Agent => (agent.name === name ? agent : changed(agent, { name }));

const changed = (agent: Agent, changes: Partial<Agent>): Agent => ({
  ...agent,
  ...changes,
  version: agent.version + 1,
});

const at = (agent: Agent, presence: Presence, now: Date): Agent =>
  agent.presence === presence ? agent : { ...agent, presence, presenceSince: now };

const byCapacity = (agent: Agent, now: Date): Agent =>
  agent.silentSince !== null || agent.presenceSetBy === 'agent' ? agent : at(agent, presenceByCapacity(agent), now);

const holdsOnlyForNow = (presence: Presence | null) => presence === 'available' || presence === 'busy';

function letGo(agent: Agent): Agent {
  if (agent.silentSince !== null)
    return holdsOnlyForNow(agent.presenceBefore) ? { ...agent, presenceBeforeSetBy: 'system' } : agent;
  return holdsOnlyForNow(agent.presence) ? { ...agent, presenceSetBy: 'system' } : agent;
}
