import { z } from 'zod';
import { agentId, channelId, conversationId, workstreamId } from '../ids.ts';
import { conversationStatus } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(longest)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'holds a character that no text can hold');

/** How many conversations one job may ever be about; how many it may be is a setting of the organisation (product.md 18.4). */
export const mostAtOnce = 10_000;
/** The longest text to customers, or to agents, about many conversations: characters (product.md 18.4). */
export const longestBulkText = 1000;

/**
 * What is done to each of them. `force-close`: it ends, whatever its state. `message-customers`: its customer gets the text; one that is open
 * waits for the customer from then on. `notify-agents`: its agent, and who takes part, read the text as a private message.
 */
export const bulkAction = z.enum(['force-close', 'message-customers', 'notify-agents']);
export type BulkAction = z.output<typeof bulkAction>;

/** Those that are not closed and in which all of this holds, as it is when the job begins. Empty: all that are not closed. */
export const bulkFilter = z.strictObject({
  /** In one of these states. */
  statuses: z
    .array(conversationStatus.exclude(['closed']))
    .min(1, 'needs at least one')
    .optional(),
  workstreamId: workstreamId.optional(),
  channelId: channelId.optional(),
  /** Who is offered it, has it, or had it while it waits. */
  agentId: agentId.optional(),
});
export type BulkFilter = z.output<typeof bulkFilter>;

/** Something that a supervisor does to many conversations at once: those that are named, or those that a filter finds. */
export const bulkRequest = z
  .strictObject({
    action: bulkAction,
    /** What it is for, to be found again by. */
    title: words(100).optional(),
    /** What customers or agents read; for `force-close` there is none. */
    text: words(longestBulkText).optional(),
    conversationIds: z
      .array(conversationId)
      .min(1, 'needs at least one')
      .max(mostAtOnce, `must be at most ${mostAtOnce.toLocaleString('en')}`)
      .refine((ids) => new Set(ids).size === ids.length, 'names the same one twice')
      .optional(),
    filter: bulkFilter.optional(),
  })
  .superRefine(({ action, text, conversationIds, filter }, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (action !== 'force-close' && text === undefined) fault('text', 'is required');
    if (action === 'force-close' && text !== undefined)
      fault('text', 'is said to nobody where conversations are closed');
    if (conversationIds === undefined && filter === undefined) fault('conversationIds', 'or a filter is required');
    if (conversationIds && filter) fault('filter', 'does not go with conversationIds');
  });
export type BulkRequest = z.output<typeof bulkRequest>;

/**
 * `done`: it was done to this one; `unchanged`: there was no need, see `code`; `refused`: see `code`; `cancelled`: the job was cancelled before
 * this one's turn.
 */
export const bulkResult = z.enum(['pending', 'done', 'unchanged', 'refused', 'cancelled']);
export type BulkResult = z.output<typeof bulkResult>;

const summary = z.object({
  id: z.uuid(),
  action: bulkAction,
  title: z.string().nullable(),
  text: z.string().nullable(),
  /** What found them; null: they were named. */
  filter: bulkFilter.nullable(),
  by: z.object({ agentId, name: z.string() }),
  status: z.enum(['running', 'done', 'cancelled']),
  /** How many conversations it is about. */
  total: z.int(),
  /** How many came out how. */
  counts: z.object({
    pending: z.int(),
    done: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    cancelled: z.int(),
  }),
  createdAt: at,
  /** When the last was come to, or when it was cancelled; null: it is at it still. */
  doneAt: at.nullable(),
  /** Who cancelled it; null: nobody. */
  cancelledBy: z.object({ agentId, name: z.string() }).nullable(),
});

/** How far it has come, and what became of each. */
export const bulkView = summary
  .extend({
    items: z.array(
      z.object({
        conversationId,
        /** Null: there is no such conversation. */
        customer: z.string().nullable(),
        result: bulkResult,
        /**
         * Why it was refused or left as it was: `conversation-not-found`, `conversation-ended` (wrap-up), `conversation-closed`, `nobody-has-it`,
         * `opted-out`, `no-consent`, `quiet-hours`, `capped`, `told-elsewhere` (the same customer got the text in another of these).
         */
        code: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BulkJob' });
export type BulkView = z.output<typeof bulkView>;

export const bulkJobsRequest = pageRequest;
/** What was done to many at once (product.md 18.4: action history). */
export const bulkJobsView = pageOf(summary.meta({ id: 'BulkJobSummary' }));

/** What was done to one conversation together with others, newest first. */
export const bulkHistoryView = pageOf(
  summary
    .omit({ counts: true, filter: true })
    .extend({ result: bulkResult, code: z.string().nullable() })
    .meta({ id: 'BulkHistoryEntry' }),
);
