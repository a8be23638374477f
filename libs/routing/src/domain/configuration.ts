import { type ConfiguredThing, distribution, queueRequest, type References, withSlugs } from '#contracts';
import type { AgentId } from '#contracts';
import type { Queue } from './queue.ts';
import type { DistributionSettings } from './workstream.ts';

/** The parts of a file of configuration, in its order. Distributions stand under the ids of their workstreams, which are another service's. */
export const sections = ['queues', 'distributions'] as const;

/** Agents are called by their ids: those come from the sign-in service and are the same everywhere. */
export const queueReferences: References = { 'memberIds[]': 'agent' };

/** A queue with those who serve it, in an order of their own. */
export interface QueueWithMembers extends Queue {
  readonly memberIds: readonly AgentId[];
}

const queueFields = Object.keys(queueRequest.shape).filter((field) => field !== 'slug');
const distributionFields = Object.keys(distribution.shape);
const pick = (thing: object, fields: readonly string[]): ConfiguredThing =>
  Object.fromEntries(fields.map((field) => [field, (thing as ConfiguredThing)[field]]));

/** A queue as a file says it. Who serves it is a set. */
export const queueThing = (queue: QueueWithMembers): ConfiguredThing =>
  withSlugs(
    queueReferences,
    pick({ ...queue, memberIds: [...new Set(queue.memberIds)].toSorted() }, queueFields),
    (_, id) => id,
  );

/** Settings of a distribution as a file says them. */
export const distributionThing = (settings: DistributionSettings): ConfiguredThing =>
  pick(settings, distributionFields);
