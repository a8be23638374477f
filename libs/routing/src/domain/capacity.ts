import type { CapacityProfileId } from '#contracts';

/** What one agent may have of one capacity profile, and has (product.md 13). */
export interface ProfileRoom {
  readonly limit: number;
  readonly used: number;
  /** At its limit nothing else is assigned automatically. */
  readonly blocking: boolean;
  /** What was used is free again at midnight, not before. */
  readonly endOfDay: boolean;
  /** This agent has a limit of their own. */
  readonly custom: boolean;
}
export type ProfileRooms = Readonly<Record<CapacityProfileId, ProfileRoom>>;

/** What an item takes of an agent. */
export interface Takes {
  readonly units: number;
  readonly profileIds: readonly CapacityProfileId[];
}

/** An agent's capacity: units, and profiles. Either may be less than nothing after forced work (product.md 13.5). */
export interface Capacity {
  readonly capacityUsed: number;
  readonly capacityTotal: number;
  readonly profiles: ProfileRooms;
}

/** An agent's profiles with their ids, in the order of these. */
export const profilesOf = ({ profiles }: Pick<Capacity, 'profiles'>): [CapacityProfileId, ProfileRoom][] =>
  (Object.entries<ProfileRoom>(profiles) as [CapacityProfileId, ProfileRoom][]).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );

const rooms = (profiles: ProfileRooms) => Object.values<ProfileRoom>(profiles);
const isFull = ({ limit, used }: ProfileRoom): boolean => used >= limit;

/** Units that are free; less than none after forced work. */
export const freeCapacity = ({ capacityTotal, capacityUsed }: Pick<Capacity, 'capacityTotal' | 'capacityUsed'>) =>
  capacityTotal - capacityUsed;

/** A blocking profile is at its limit: no work of any kind is assigned automatically. */
export const isBlocked = ({ profiles }: Capacity): boolean =>
  rooms(profiles).some((one) => one.blocking && isFull(one));

/** Whether this may be taken without going beyond anything: its units, and each of its profiles (product.md 13.3, 13.4). */
export function hasRoom(capacity: Capacity, { units, profileIds }: Takes): boolean {
  if (isBlocked(capacity)) return false;
  const free = freeCapacity(capacity);
  // work that is counted by profiles alone asks for no units
  if ((units > 0 || profileIds.length === 0) && (free <= 0 || free < units)) return false;
  return profileIds.every((id) => capacity.profiles[id] !== undefined && !isFull(capacity.profiles[id]));
}

/** How many items of this kind there is room for; `most` where nothing limits it. */
export function roomFor(capacity: Capacity, takes: Takes, most: number): number {
  if (!hasRoom(capacity, takes)) return 0;
  const limits = takes.profileIds.map((id) => capacity.profiles[id]!.limit - capacity.profiles[id]!.used);
  if (takes.units > 0) limits.push(Math.floor(freeCapacity(capacity) / takes.units));
  return Math.min(most, ...limits);
}

/** What is free of the kind of capacity that this takes: units, or of the profile with the least room. */
export function freeOf(capacity: Capacity, { units, profileIds }: Takes): number {
  if (units > 0 || profileIds.length === 0) return freeCapacity(capacity);
  const rooms = profileIds.map((id) => (capacity.profiles[id]?.limit ?? 0) - (capacity.profiles[id]?.used ?? 0));
  return Math.min(...rooms);
}

/** By how much this would go beyond the agent's capacity: units, and items over the limits of profiles (product.md 18.4). */
export function exceeding(capacity: Capacity, { units, profileIds }: Takes): { units: number; profiles: number } {
  const over = profileIds.map((id) => (capacity.profiles[id]?.used ?? 0) + 1 - (capacity.profiles[id]?.limit ?? 0));
  return {
    units: units === 0 ? 0 : Math.max(0, units - freeCapacity(capacity)),
    profiles: over.reduce((sum, one) => sum + Math.max(0, one), 0),
  };
}

/** The capacity with this taken, room or not. A profile that the agent does not have counts nothing. */
export const taking = ({ capacityUsed, profiles }: Capacity, { units, profileIds }: Takes) => ({
  capacityUsed: capacityUsed + units,
  profiles: withProfiles(profiles, profileIds, ({ used }) => used + 1),
});

/** The capacity with this free again. What is counted by the day stays used until the day is over (product.md 13.7). */
export const releasing = ({ capacityUsed, profiles }: Capacity, { units, profileIds }: Takes) => ({
  capacityUsed: capacityUsed - units,
  profiles: withProfiles(profiles, profileIds, ({ used, endOfDay }) => (endOfDay ? used : Math.max(0, used - 1))),
});

/**
 * A profile that is freed otherwise from now on (product.md 43 G32): what ends as work ends counts what is in work and no more; what was
 * counted so goes on counting until the day is over.
 */
export const countedAnew = (room: ProfileRoom, endOfDay: boolean, inWork: number): ProfileRoom => ({
  ...room,
  endOfDay,
  used: room.endOfDay && !endOfDay ? inWork : room.used,
});

/** How far an agent's capacity is used, which is what their presence follows (product.md 14, automatic transitions). */
export function load(capacity: Capacity): 'unused' | 'partly' | 'full' {
  const all = rooms(capacity.profiles);
  const areUnitsFull = freeCapacity(capacity) <= 0;
  // an agent without units is counted by profiles alone, one without profiles by units
  const countsUnits = capacity.capacityTotal > 0 || all.length === 0;
  if (isBlocked(capacity) || ((!countsUnits || areUnitsFull) && all.every(isFull))) return 'full';
  return capacity.capacityUsed > 0 || all.some(({ used }) => used > 0) ? 'partly' : 'unused';
}

function withProfiles(
  profiles: ProfileRooms,
  ids: readonly CapacityProfileId[],
  used: (room: ProfileRoom) => number,
): ProfileRooms {
  if (ids.length === 0) return profiles;
  const all: Record<CapacityProfileId, ProfileRoom> = { ...profiles };
  for (const id of ids) if (all[id]) all[id] = { ...all[id], used: used(all[id]) };
  return all;
}
