import {
  type Classification,
  type ConfiguredThing,
  distribution,
  type QueueId,
  type References,
  type RouteToQueue,
  withSlugs,
  type WorkstreamId,
} from '#contracts';
import type { AgentId } from '#contracts';
import { isDefault, type Queue, settingsOf } from './queue.ts';
import type { DistributionSettings } from './workstream.ts';

/**
 * The parts of a file of configuration, in its order. Distributions and rules stand under the ids of their workstreams, which are another
 * service's.
 */
export const sections = ['queues', 'distributions', 'classification', 'routeToQueue'] as const;

/** Agents and operating hours are called by their ids, which other services give them; queues by their slugs. */
export const queueReferences: References = {
  'memberIds[]': 'agent',
  operatingHoursId: 'operating-hours',
  'overflow.outOfHours.queueId': 'queue',
  'overflow.workItemLimit.queueId': 'queue',
  'overflow.waitingTime.queueId': 'queue',
};

/** A queue with those who serve it, in an order of their own. */
export interface QueueWithMembers extends Queue {
  readonly memberIds: readonly AgentId[];
}

/** The rules of one workstream, of one kind. */
export interface RulesOfWorkstream {
  readonly workstreamId: WorkstreamId;
  readonly version: number;
  readonly body: Classification | RouteToQueue;
}

/** What a queue is called in a file, by its id. */
export type SlugOf = (id: QueueId) => string;

const distributionFields = Object.keys(distribution.shape);
const pick = (thing: object, fields: readonly string[]): ConfiguredThing =>
  Object.fromEntries(fields.map((field) => [field, (thing as ConfiguredThing)[field]]));

/** A queue as a file says it. Who serves it is a set. */
export function queueThing({ memberIds, ...queue }: QueueWithMembers, slugOf: SlugOf): ConfiguredThing {
  // whoever is there serves the default queue, here or elsewhere
  const { slug: _slug, ...settings } = settingsOf(queue, isDefault(queue) ? [] : [...memberIds]);
  return withSlugs(queueReferences, settings, (kind, id) => (kind === 'queue' ? slugOf(id as QueueId) : id));
}

/** Settings of a distribution as a file says them. */
export const distributionThing = (settings: DistributionSettings): ConfiguredThing =>
  pick(settings, distributionFields);

/** Rules as a file says them: queues by their slugs. */
export const rulesThing = (body: Classification | RouteToQueue, slugOf: SlugOf): ConfiguredThing =>
  withQueues(body, 'queueId', 'queue', (id) => slugOf(id as QueueId)) as ConfiguredThing;

/** The same the other way round: whatever names a queue, at any depth, gets its id. */
export const rulesFromThing = (thing: ConfiguredThing, idOf: (slug: string, path: string) => string): unknown =>
  withQueues(thing, 'queue', 'queueId', idOf);

function withQueues(
  thing: unknown,
  from: string,
  to: string,
  rename: (named: string, path: string) => string,
  path = '',
): unknown {
  if (Array.isArray(thing)) return thing.map((one, n) => withQueues(one, from, to, rename, `${path}.${n}`));
  if (typeof thing !== 'object' || thing === null) return thing;
  return Object.fromEntries(
    Object.entries(thing).map(([field, value]) => {
      const at = `${path}.${field}`;
      // conditions name no queues, and whatever else they hold stays as it is
      if (field === 'conditions') return [field, value];
      if (field !== from) return [field, withQueues(value, from, to, rename, at)];
      return [to, typeof value === 'string' ? rename(value, at.slice(1)) : value];
    }),
  );
}
