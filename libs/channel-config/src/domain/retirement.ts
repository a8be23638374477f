import { type ConfigurationState, Refusal, type RetirementWay } from '#contracts';

/** What can be retired: messaging accounts, workstreams and channels. */
export type Retired = 'account' | 'workstream' | 'channel';

/**
 * Whether something may be used (product.md 39, decisions J).
 *
 *     active ──retire──> retiring ──nothing uses it any more──> removed
 *        <────restore─────
 */
export interface Life {
  readonly version: number;
  readonly state: ConfigurationState;
  /** What becomes of what still uses it; null while it is active. */
  readonly retiredHow: RetirementWay | null;
  /** Since when it is on its way out; null while it is active. */
  readonly retiredAt: Date | null;
  readonly changedAt: Date;
}

/** How everything begins. */
export const active = { state: 'active', retiredHow: null, retiredAt: null } as const satisfies Partial<Life>;

/** What a service last said of the use of something, by its version then. `report` rises with every count of the same version. */
export interface UsageReport {
  readonly kind: Retired;
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly report: number;
  readonly count: number;
  readonly countedAt: Date;
}

/** Who has to say that nothing uses it any more: the services that keep a copy of it. */
export const usersOf: Readonly<Record<Retired, readonly string[]>> = {
  account: ['gateway'],
  workstream: ['conversations', 'routing'],
  channel: ['gateway', 'conversations'],
};

const change = <Thing extends Life>(thing: Thing, changes: Partial<Life>, now: Date): Thing => ({
  ...thing,
  ...changes,
  version: thing.version + 1,
  changedAt: now,
});

/** Out of use. While it is retiring the way may be changed; what is retiring so, or removed, is as asked: the very same. */
export function retire<Thing extends Life>(thing: Thing, how: RetirementWay, now: Date): Thing {
  if (thing.state === 'removed' || thing.retiredHow === how) return thing;
  return change(thing, { state: 'retiring', retiredHow: how, retiredAt: thing.retiredAt ?? now }, now);
}

/** In use again. What is active is as asked; what is removed is gone: refused with `already-removed`. */
export function restore<Thing extends Life>(thing: Thing, now: Date): Thing {
  refuseRemoved(thing);
  return thing.state === 'active' ? thing : change(thing, active, now);
}

/**
 * Removed once all its users have counted none at the version it has now: so they had heard that it is retiring, and took nothing new
 * since. The very same otherwise.
 */
export function removeUnused<Thing extends Life>(
  thing: Thing,
  reports: readonly Pick<UsageReport, 'service' | 'version' | 'count'>[],
  users: readonly string[],
  now: Date,
): Thing {
  if (thing.state !== 'retiring') return thing;
  const isDone = (service: string) =>
    reports.some((report) => report.service === service && report.version === thing.version && report.count === 0);
  return users.every(isDone) ? change(thing, { state: 'removed' }, now) : thing;
}

/** Refuses to change what is gone. */
export function refuseRemoved({ state }: Pick<Life, 'state'>): void {
  if (state === 'removed') throw new Refusal('already-removed', 'It is removed for good. Set up a new one.');
}

/** Refuses to use what is on its way out or gone for something new. */
export function refuseRetired(what: string, { state }: Pick<Life, 'state'>, field: string): void {
  if (state !== 'active') throw new Refusal('retired', `This ${what} is ${state}: nothing new may use it.`, field);
}

/** Refuses to retire what has channels: they go first (product.md 39). `channels`: those that are not removed. */
export function refuseWithChannels(
  what: 'account' | 'workstream',
  channels: readonly { readonly name: string; readonly state: ConfigurationState }[],
): void {
  if (channels.length === 0) return;
  const named = channels.slice(0, 5).map(({ name, state }) => (state === 'retiring' ? `${name} (retiring)` : name));
  const more = channels.length - named.length;
  throw new Refusal(
    `${what}-in-use`,
    `Its channels go first: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  );
}
