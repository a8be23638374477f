import { z } from 'zod';
import { eachOnce } from '../definitions/fields.ts';
import { agentId, jobId, queueId, workItemId } from '../ids.ts';
import { agentsEdit } from './agent-settings.ts';
import { mostAtOnce } from './bulk.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const many = <Id extends z.ZodType<string>>(id: Id, most: number) =>
  z
    .array(id)
    .min(1, 'needs at least one')
    .max(most, `has room for ${most}`)
    .refine((ids) => eachOnce(ids), 'names the same one twice');
/** What each action needs. */
const needs = {
  /** Work goes into another queue: what waits, and what agents have. */
  'move-to-queue': ['workItemIds', 'queueId'],
  /** Work that nobody has is offered to an agent. */
  'assign-to-agent': ['workItemIds', 'agentId'],
  /** The settings of agents. */
  'edit-agents': ['agentIds', 'edit'],
} as const;

/** Something done to many at once, with a result for each (product.md 18.4; 44, bulk user edit). */
export const routingJobRequest = z
  .object({
    action: z.enum(['move-to-queue', 'assign-to-agent', 'edit-agents']),
    workItemIds: many(workItemId, mostAtOnce).optional(),
    agentIds: many(agentId, 10_000).optional(),
    queueId: queueId.optional(),
    agentId: agentId.optional(),
    edit: agentsEdit.optional(),
  })
  .superRefine((asked, context) => {
    for (const field of needs[asked.action])
      if (asked[field] === undefined)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `is required to ${asked.action.replaceAll('-', ' ')}`,
        });
  });
export type RoutingJobRequest = z.output<typeof routingJobRequest>;

const summary = z.object({
  id: jobId,
  action: z.enum(['move-to-queue', 'assign-to-agent', 'edit-agents']),
  by: z.object({ subject: z.string(), name: z.string() }),
  createdAt: at,
  /** When the last was come to, or when it was cancelled; null: it is at it still. */
  finishedAt: at.nullable(),
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  /** Who cancelled it: nothing was done to those that it had not come to; null: nobody. */
  cancelledBy: z.object({ subject: z.string(), name: z.string() }).nullable(),
});

/** How far it has come, and what became of each that it came to. */
export const routingJobView = summary
  .extend({
    /** Of those that were come to so far. `code` and `detail` say why one was refused. */
    results: z.array(z.object({ id: z.uuid(), code: z.string().nullable(), detail: z.string().nullable() })),
  })
  .meta({ id: 'RoutingJob' });
export type RoutingJobView = z.output<typeof routingJobView>;

export const routingJobsRequest = pageRequest;
/** What was done to many at once, newest first (product.md 18.4: action history). */
export const routingJobsView = pageOf(summary.meta({ id: 'RoutingJobSummary' }));
