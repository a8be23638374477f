import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { agentId, conversationId, queueId, workItemId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';
import { episode } from './episode.ts';
import { waitedSince } from './waited-since.ts';
import { workAsRouted } from './work-as-routed.ts';

/** Rises with every event of routing about the same conversation, shared with `offer-made` and `offer-ended`. */
const version = z.number().int().positive();

/**
 * Somebody began or ceased to handle a conversation, by a way other than a plain offer of waiting work: a transfer, a consult, a
 * supervisor's hand. Routing owns who handles; conversations keeps the sessions (product.md 17.6, 18.2-18.4).
 */
export const handlerChanged = defineEvent(
  'routing.handler-changed.v1',
  z.object({
    conversationId,
    workItemId,
    agentId,
    version,
    mode: openEnum(['primary', 'consult', 'monitor']),
    change: openEnum(['joined', 'left']),
    /** Why; a closure reason where somebody left (product.md 17.6). */
    reason: openEnum([
      'accepted',
      'picked',
      'assigned',
      'agent-transferred',
      'agent-transfer-to-queue',
      'supervisor-assign-to-queue',
      'supervisor-transfer-to-agent',
      'agent-rerouted',
      'agent-disconnected',
      'consult-ended',
      'promoted',
      'released',
      'conversation-over',
    ]),
    /** Who made it so; null: nobody but the rules. */
    byAgentId: agentId.nullable(),
    /** The queue the conversation is in from now on. */
    queueId: queueId.nullable(),
    /** What the work is, where somebody has it from now on. */
    work: workAsRouted.optional(),
    waitedSince,
    episode,
    changedAt: z.iso.datetime(),
  }),
);

/** A queue was asked for advice, and nobody of it agreed in time (product.md 18.3): who asked is told why. */
export const consultUnanswered = defineEvent(
  'routing.consult-unanswered.v1',
  z.object({
    conversationId,
    workItemId,
    queueId,
    /** Who asked. */
    byAgentId: agentId,
    version,
    /** Nobody could be asked at all, or whoever was did not agree. */
    reason: openEnum(['nobody-there', 'nobody-answered']),
    endedAt: z.iso.datetime(),
  }),
);

/** A queue was too full, closed or slow, and its overflow action ends the conversation (product.md 10). */
export const overflowEnded = defineEvent(
  'routing.overflow-ended.v1',
  z.object({
    conversationId,
    workItemId,
    queueId,
    version,
    /** Before the conversation was queued, or while it waited. */
    stage: openEnum(['pre-queue', 'in-queue']),
    condition: openEnum(['out-of-hours', 'work-item-limit', 'waiting-time', 'empty-queue']),
    /** The agent who had it and passed it into the queue that ends it; null or absent: nobody had it. */
    fromAgentId: agentId.nullable().optional(),
    waitedSince,
    endedAt: z.iso.datetime(),
  }),
);

/** A queue was too full, closed or slow, and its overflow action sent the conversation on to another one (product.md 10, 17.7). */
export const overflowMoved = defineEvent(
  'routing.overflow-moved.v1',
  z.object({
    conversationId,
    workItemId,
    fromQueueId: queueId,
    toQueueId: queueId,
    version,
    /** Before the conversation was queued, or while it waited. */
    stage: openEnum(['pre-queue', 'in-queue']),
    condition: openEnum(['out-of-hours', 'work-item-limit', 'waiting-time', 'empty-queue']),
    movedAt: z.iso.datetime(),
  }),
);

/** A queue as it is now: what others show of it, and whom a text may name. */
export const queueChanged = defineEvent(
  'routing.queue-changed.v1',
  z.object({
    queueId,
    version,
    slug: z.string(),
    name: z.string(),
    state: openEnum(['active', 'removed']),
    operatingHoursId: z.uuid().nullable(),
  }),
);

/**
 * The rules of a workstream, or of a queue with the method `custom`, as far as they hold fast to what others own (product.md 7, 8, 11.4). `subjectId`:
 * that workstream or queue. `version` rises with every change of these rules.
 */
export const rulesChanged = defineEvent(
  'routing.rules-changed.v1',
  z.object({
    kind: openEnum(['classification', 'route-to-queue', 'custom-assignment']),
    subjectId: z.uuid(),
    version,
    /** The slugs of the operating hours that they ask whether they work. */
    calendars: z.array(z.string()),
    /** The skill finders that they ask. Absent: an older service says it, or none. */
    skillFinderIds: z.array(z.uuid()).optional(),
    /** The names of the context variables that they look at or order by. Absent: an older service says it. */
    variables: z.array(z.string()).optional(),
  }),
);

/** An agent as they are now: their names, for texts and transcripts. Never presence, which changes too often to be a fact. */
export const agentChanged = defineEvent(
  'routing.agent-changed.v1',
  z.object({
    agentId,
    version,
    name: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    nickname: z.string().nullable(),
    /** The language the agent works in; null: not said. */
    locale: z.string().nullable(),
    /** Their own working hours; null or absent: none, or an older service says it. */
    operatingHoursId: z.uuid().nullable().optional(),
  }),
);
