import { z } from 'zod';
import { agentId, definitionId, queueId, slug } from '../ids.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const minute = 60;

const elsewhere = {
  /** Where the work goes by `transfer`. */
  queueId: queueId.nullable().default(null),
};

/** What becomes of work whose queue overflows (product.md 10). `end` closes the conversation, `transfer` puts it into another queue. */
export const queueOverflow = z
  .object({
    /** Outside the queue's operating hours: by default the work waits all the same. Means nothing of a queue without hours. */
    outOfHours: z
      .object({ do: z.enum(['assign-anyway', 'end', 'transfer']).default('assign-anyway'), ...elsewhere })
      .default({ do: 'assign-anyway', queueId: null }),
    /** So many items wait already that one more is too many (1 to 100); null: there is no limit. */
    workItemLimit: z
      .object({ limit: z.number().int().min(1).max(100), do: z.enum(['end', 'transfer']), ...elsewhere })
      .nullable()
      .default(null),
    /** An item has waited longer than this (1 minute to 2 days); null: it may wait for ever. */
    waitingTime: z
      .object({
        seconds: z
          .number()
          .int()
          .min(minute)
          .max(2 * 24 * 60 * minute),
        do: z.enum(['end', 'transfer']),
        ...elsewhere,
      })
      .nullable()
      .default(null),
  })
  .superRefine((overflow, context) => {
    for (const field of ['outOfHours', 'workItemLimit', 'waitingTime'] as const) {
      const pair = overflow[field];
      if (pair?.do === 'transfer' && pair.queueId === null)
        context.addIssue({
          code: 'custom',
          path: [field, 'queueId'],
          message: 'is required where work is transferred',
        });
      if (pair && pair.do !== 'transfer' && pair.queueId !== null)
        context.addIssue({ code: 'custom', path: [field, 'queueId'], message: 'is only for work that is transferred' });
    }
  });
export type QueueOverflow = z.output<typeof queueOverflow>;

/** How many agents may serve a queue: fewer where its own rules choose among them (product.md 9.1). The default queue is served by everybody. */
export const mostServing = (method: 'highest-capacity' | 'round-robin' | 'least-active' | 'custom'): number =>
  method === 'custom' ? 2000 : 5000;

/** What an administrator says of a queue (product.md 9.1). */
export const queueRequest = z.object({
  slug,
  name: z.string().trim().min(1, 'is required').max(200),
  /** What waits in it. Transfers and rules keep to queues of the same type; texts are `messaging`. */
  type: z.enum(['messaging', 'record', 'voice']).default('messaging'),
  /** A smaller number is more important. */
  priority: z.number().int().min(1).max(1_000_000).default(100),
  /** Agents, also those who have not signed in yet: at most 5,000; with the method `custom` 2,000. */
  memberIds: z.array(agentId).max(mostServing('highest-capacity')).default([]),
  /** How an agent is chosen among those who could take an item (product.md 11.3). */
  assignmentMethod: z.enum(['highest-capacity', 'round-robin', 'least-active', 'custom']).default('highest-capacity'),
  /** When somebody is there; null, or hours that are not heard of yet: always. */
  operatingHoursId: definitionId.nullable().default(null),
  overflow: queueOverflow.default(queueOverflow.parse({})),
  /** Work for a queue that nobody serves waits and supervisors are alerted (`hold`), or the conversation is closed (`end`; product.md 9.5). */
  whenEmpty: z.enum(['hold', 'end']).default('hold'),
  /** Seconds within which a customer should be answered; null: nothing is promised. */
  serviceLevelSeconds: z.number().int().min(1).max(86_400).nullable().default(null),
  /** Whoever gives up sooner than this (seconds) does not count as abandoned; null: everybody counts. */
  shortAbandonSeconds: z.number().int().min(1).max(86_400).nullable().default(null),
});
export type QueueRequest = z.output<typeof queueRequest>;

/** What a supervisor should look at: work waits and nobody serves the queue; somebody waits longer than was promised. */
export const queueAlert = z.enum(['no-members', 'waits-too-long']);

export const queueView = z
  .object({
    id: queueId,
    version: z.number().int(),
    /** It is the default queue: it stays as it is, but for its assignment method (product.md 9.3). */
    isDefault: z.boolean(),
    ...queueRequest.shape,
    slug,
    /** Items nobody has taken: waiting and offered. */
    waiting: z.number().int(),
    /** How many of these are offered to an agent just now; the others wait for one to be found (product.md 37, queue backlog). */
    offered: z.number().int(),
    /** Since when the one waits that waits longest: after a transfer from its entry into this queue (product.md 37). */
    longestWaitSince: at.nullable(),
    /** Items that agents have. */
    inWork: z.number().int(),
    /** Whether its operating hours say that somebody is there, and when that changes next. */
    open: z.boolean(),
    changesAt: at.nullable(),
    alerts: z.array(queueAlert),
  })
  .meta({ id: 'Queue' });
export type QueueView = z.output<typeof queueView>;
export const queuesView = pageOf(queueView);
export const queuesRequest = pageRequest.extend({
  /** Part of the name or slug, in any case (product.md 9.2). */
  q: z.string().trim().max(100).optional(),
});
export type QueuesRequest = z.output<typeof queuesRequest>;

export const copyQueueRequest = z.object({
  /** Of the copy: an id of your own (UUID v7). */
  id: queueId,
  /** Left out: the queue's own with `copy-of-` before it. */
  slug: slug.optional(),
});
