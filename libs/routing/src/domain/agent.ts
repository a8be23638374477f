import type { AgentId, CapacityProfileId, DefinitionId, Locale, Presence, PresenceId } from '#contracts';
import {
  type Capacity,
  hasRoom,
  load,
  profilesOf,
  type ProfileRooms,
  releasing,
  type Takes,
  taking,
} from './capacity.ts';
import { noOffers, type OffersOfDay } from './offers-of-day.ts';

export { freeCapacity } from './capacity.ts';

/** Units of capacity of an agent nobody said anything else about. */
const usualCapacity = 6;
/** An agent who is not heard of for this long is disconnected (decisions L). */
export const silenceMs = 30_000;
/** Back within this of the last sign of life, an agent finds the presence of before, unless the organisation says otherwise (product.md 14). */
const returnMs = 150_000;

/** Somebody who answers customers: may they be offered work, and how much more. */
export interface Agent extends Capacity {
  readonly id: AgentId;
  readonly version: number;
  /** Of what is set of the agent: presence and work change without it. */
  readonly settingsVersion: number;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly nickname: string | null;
  /** The language the agent works in; null: not said. */
  readonly locale: Locale | null;
  readonly presence: Presence;
  /** Which of the presences that stand for it; null: the built-in one. */
  readonly presenceId: PresenceId | null;
  /** A presence that somebody chose holds; one that the system set follows capacity. */
  readonly presenceSetBy: PresenceSetter;
  readonly presenceReason: PresenceReason;
  /** When what people see began, the presence or the one that stands for it: the beginning of its span. */
  readonly presenceSince: Date;
  /** Units of conversations offered to the agent, in work, or in wrap-up (product.md 13.2). */
  readonly capacityUsed: number;
  readonly capacityTotal: number;
  readonly profiles: ProfileRooms;
  /** Conversations that the agent has accepted and not left. */
  readonly sessions: number;
  /** When work was last given or taken away; null: never. */
  readonly idleSince: Date | null;
  /** When work of the agent was last over; null: never. */
  readonly releasedAt: Date | null;
  /** When a disconnected agent was last heard of; null while connected. */
  readonly silentSince: Date | null;
  /** What a disconnected agent finds again on a quick return; null while connected. */
  readonly presenceBefore: Presence | null;
  readonly presenceBeforeSetBy: PresenceSetter | null;
  readonly presenceBeforeReason: PresenceReason | null;
  /** What the agent is at sign-in where it is Away or Offline (product.md 14). */
  readonly defaultPresence: Presence;
  readonly defaultPresenceId: PresenceId | null;
  /** Custom presences the agent may choose. */
  readonly presenceIds: readonly PresenceId[];
  /** When the agent works, for rules that ask it; null: always. */
  readonly operatingHoursId: DefinitionId | null;
  /** What was offered on the day of the last offer, and what became of it. */
  readonly offersOfDay: OffersOfDay;
}
export type PresenceSetter = 'agent' | 'system' | 'supervisor';
/** Why the presence is what it is: what holds, and until when, follows from it. */
export type PresenceReason = 'capacity' | 'chosen' | 'default' | 'missed' | 'rejected' | 'sessions' | 'disconnected';
/** What an agent may choose; `inactive` is the system's alone (product.md 14). */
export type ChosenPresence = Exclude<Presence, 'inactive'>;

/** An agent at the first sign-in. */
export const aNewAgent = (id: AgentId, name: string, now: Date): Agent => ({
  id,
  version: 1,
  settingsVersion: 1,
  name,
  firstName: null,
  lastName: null,
  nickname: null,
  locale: null,
  presence: 'available',
  presenceId: null,
  presenceSetBy: 'system',
  presenceReason: 'capacity',
  presenceSince: now,
  capacityUsed: 0,
  capacityTotal: usualCapacity,
  profiles: {},
  sessions: 0,
  idleSince: null,
  releasedAt: null,
  silentSince: null,
  presenceBefore: null,
  presenceBeforeSetBy: null,
  presenceBeforeReason: null,
  defaultPresence: 'available',
  defaultPresenceId: null,
  presenceIds: [],
  operatingHoursId: null,
  offersOfDay: noOffers,
});

/** What people see: who is disconnected is offline, whatever stood for the presence of before. */
export const shownBy = ({ presence, presenceId, silentSince }: Agent): Pick<Agent, 'presence' | 'presenceId'> => ({
  presence,
  presenceId: silentSince === null ? presenceId : null,
});

/** The presence that capacity alone says (product.md 14, automatic transitions). */
export function presenceByCapacity(agent: Capacity): Presence {
  const used = load(agent);
  return used === 'full' ? 'do-not-disturb' : used === 'partly' ? 'busy' : 'available';
}

/** Whether such work may be pushed to this agent at all: connected, presence allowed, room for it. */
export const mayTake = (agent: Agent, takes: Takes, allowed: readonly Presence[]): boolean =>
  isPresent(agent, allowed) && hasRoom(agent, takes);

/** Connected, with a presence that is allowed. */
export const isPresent = ({ silentSince, presence }: Agent, allowed: readonly Presence[]): boolean =>
  silentSince === null && allowed.includes(presence);

/** An offer takes its share of capacity at once (product.md 17.2 T2). A presence that somebody chose stays. */
export const give = (agent: Agent, takes: Takes, now: Date): Agent =>
  byCapacity(changed(agent, { ...taking(agent, takes), idleSince: now }), now);

/** The offer came to nothing: its share is free again. A presence that somebody chose stays. */
export const takeBack = (agent: Agent, takes: Takes, now: Date): Agent =>
  byCapacity(changed(agent, { ...releasing(agent, takes), idleSince: now }), now);

/** The agent accepted. Available and Busy were held until now (product.md 14, manual and automatic). */
export const afterAccepting = (agent: Agent, now: Date): Agent =>
  byCapacity(changed(letGo(agent), { sessions: agent.sessions + 1 }), now);

/** The agent's work on a conversation is over: its share is free, Available and Busy are held no longer. */
export function relieve(agent: Agent, takes: Takes, now: Date): Agent {
  const left = changed(letGo(agent), { sessions: Math.max(0, agent.sessions - 1), releasedAt: now });
  return takeBack(withRoomForSessions(left), takes, now);
}

/** Who has as many conversations as they may have fewer now: that holds their presence no longer, nor the one that they find when they are back. */
const withRoomForSessions = (agent: Agent): Agent => ({
  ...agent,
  ...(agent.presenceReason === 'sessions' && { presenceReason: 'capacity' }),
  ...(agent.presenceBeforeReason === 'sessions' && { presenceBeforeReason: 'capacity' }),
});

/** Wrap-up keeps the agent's capacity no longer, though the conversation is still theirs (product.md 6.2). */
export const unblock = (agent: Agent, takes: Takes, now: Date): Agent =>
  takeBack(changed(agent, { releasedAt: now }), takes, now);

/** The agent, or a supervisor for them, chooses. Available and Busy hold until the next accept or close, the others until changed (product.md 14). */
export function choosePresence(
  agent: Agent,
  presence: ChosenPresence,
  now: Date,
  { id = null, by = 'agent' }: { id?: PresenceId | null; by?: 'agent' | 'supervisor' } = {},
): Agent {
  const present = by === 'agent' ? comeBack(agent, now) : agent;
  const chosen = { presenceSetBy: by, presenceReason: 'chosen' } as const;
  if (present.silentSince !== null)
    return changed(present, {
      presenceId: id,
      presenceBefore: presence,
      presenceBeforeSetBy: by,
      presenceBeforeReason: 'chosen',
    });
  if (present.presence === presence && present.presenceSetBy === by && present.presenceId === id) return present;
  return at(changed(present, chosen), presence, now, id);
}

/** The presence follows capacity again, whatever was chosen or brought about before (product.md 14, reset). */
export function resetPresence(agent: Agent, now: Date): Agent {
  if (agent.silentSince !== null) return changed(agent, { presenceBefore: null, presenceBeforeSetBy: null });
  return byCapacity(changed(agent, { presenceSetBy: 'system', presenceReason: 'capacity' }), now);
}

/** The system holds a presence until the agent chooses another or resets it: after a miss, a decline, or with too many sessions (product.md 14). */
export function hold(agent: Agent, because: 'missed' | 'rejected' | 'sessions', now: Date): Agent {
  if (agent.silentSince !== null || agent.presenceReason === because) return agent;
  const presence = because === 'missed' ? 'inactive' : 'do-not-disturb';
  const held = { presenceSetBy: 'system', presenceReason: because } as const;
  return at(changed(agent, held), presence, now);
}

const nothingBefore = { presenceBefore: null, presenceBeforeSetBy: null, presenceBeforeReason: null } as const;

/**
 * Nothing was heard since `heardAt`: offline at once, the presence of before is remembered. Conversations stay. Signing out forgets it.
 * They were gone from `goneAt` on, also where that is noticed long after; what was said of them in between was not so.
 */
export function fallSilent(agent: Agent, heardAt: Date, goneAt: Date, signedOut = false): Agent {
  if (agent.silentSince !== null)
    return signedOut && agent.presenceBefore !== null ? changed(agent, nothingBefore) : agent;
  const { presence, presenceSetBy, presenceReason } = agent;
  const { presence: shown, presenceId } = shownBy(agent);
  const isSame = shown === 'offline' && presenceId === null;
  const remembered = signedOut
    ? nothingBefore
    : { presenceBefore: presence, presenceBeforeSetBy: presenceSetBy, presenceBeforeReason: presenceReason };
  const silent = { silentSince: heardAt, presenceSetBy: 'system', presenceReason: 'disconnected' } as const;
  const presenceSince = isSame && agent.presenceSince < goneAt ? agent.presenceSince : goneAt;
  return changed(agent, { ...remembered, ...silent, presence: 'offline', presenceSince });
}

/** A sign of life of a disconnected agent: soon enough, the presence of before; later, the default or what capacity says (product.md 14). */
export function comeBack(agent: Agent, now: Date, graceMs = returnMs): Agent {
  const { silentSince, presenceId, presenceBefore, presenceBeforeSetBy, presenceBeforeReason } = agent;
  if (silentSince === null) return agent;
  const connected = changed(agent, {
    silentSince: null,
    // what stands for the presence of before is remembered with it; until now it was not seen
    presenceId: null,
    ...nothingBefore,
  });
  const isSoon = now <= returnsUntil(agent, graceMs)!;
  const before = { presenceSetBy: presenceBeforeSetBy ?? 'system', presenceReason: presenceBeforeReason ?? 'capacity' };
  if (!isSoon || !presenceBefore) return begin(connected, now);
  return isHeld(before)
    ? at({ ...connected, ...before }, presenceBefore, now, presenceId)
    : byCapacity({ ...connected, presenceSetBy: 'system', presenceReason: 'capacity' }, now);
}

/** Until when a disconnected agent who is back finds what they had; null: the agent is connected. */
export const returnsUntil = ({ silentSince }: Pick<Agent, 'silentSince'>, graceMs = returnMs): Date | null =>
  silentSince && new Date(silentSince.getTime() + graceMs);

/** What an agent is who signs in: the default where it says that they are not there, else what capacity says. */
function begin(agent: Agent, now: Date): Agent {
  const fresh = { ...agent, presenceSetBy: 'system', presenceReason: 'capacity' } as const;
  const { defaultPresence, defaultPresenceId } = agent;
  if (defaultPresence !== 'away' && defaultPresence !== 'offline') return byCapacity(fresh, now);
  return at({ ...fresh, presenceReason: 'default' }, defaultPresence, now, defaultPresenceId);
}

/** Others now say which queues the agent serves: what people see of the agent is another. */
export const withOtherQueues = (agent: Agent): Agent => changed(agent, {});

/** The name as the sign-in now says it. */
export const rename = (agent: Agent, name: string): Agent => (agent.name === name ? agent : changed(agent, { name }));

/** The agent with other capacity: what is in work stays, and the presence follows (product.md 13, "custom limit"). */
export const withCapacity = (agent: Agent, total: number, profiles: ProfileRooms, now: Date): Agent =>
  byCapacity(changed(agent, { capacityTotal: total, profiles }), now);

/** At midnight what was counted by the day is free again, but for what is in work still (product.md 13.7). */
export function endDay(agent: Agent, inWork: Readonly<Record<CapacityProfileId, number>>, now: Date): Agent {
  const profiles = Object.fromEntries(
    profilesOf(agent).map(([id, room]) => [id, room.endOfDay ? { ...room, used: inWork[id] ?? 0 } : room]),
  );
  return withCapacity(agent, agent.capacityTotal, profiles, now);
}

/** What somebody else says of the agent. */
export const withDetails = (agent: Agent, details: Partial<Agent>): Agent => changed(agent, details);

const changed = (agent: Agent, changes: Partial<Agent>): Agent => ({
  ...agent,
  ...changes,
  version: agent.version + 1,
});

/** From now on the agent is this; what they are already began when it did. Clocks of replicas differ a little: nothing begins before what was there. */
function at(agent: Agent, presence: Presence, now: Date, presenceId: PresenceId | null = null): Agent {
  if (agent.presence === presence && agent.presenceId === presenceId) return agent;
  const presenceSince = now > agent.presenceSince ? now : agent.presenceSince;
  return { ...agent, presence, presenceId, presenceSince };
}

/** What does not follow capacity: what somebody chose, and what the system holds. */
const isHeld = ({ presenceSetBy, presenceReason }: Pick<Agent, 'presenceSetBy' | 'presenceReason'>): boolean =>
  presenceSetBy !== 'system' || presenceReason !== 'capacity';

const byCapacity = (agent: Agent, now: Date): Agent =>
  agent.silentSince !== null || isHeld(agent) ? agent : at(agent, presenceByCapacity(agent), now);

const holdsOnlyForNow = (presence: Presence | null) => presence === 'available' || presence === 'busy';

function letGo(agent: Agent): Agent {
  if (agent.silentSince !== null)
    return holdsOnlyForNow(agent.presenceBefore)
      ? { ...agent, presenceBeforeSetBy: 'system', presenceBeforeReason: 'capacity' }
      : agent;
  return holdsOnlyForNow(agent.presence) ? { ...agent, presenceSetBy: 'system', presenceReason: 'capacity' } : agent;
}
