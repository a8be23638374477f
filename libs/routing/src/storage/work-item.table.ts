import { EntitySchema } from 'typeorm';
import type { ConversationId, KnownContext, WorkstreamId } from '#contracts';
import type { Classified } from '../domain/classify.ts';
import type { ConversationFacts } from '../domain/sources.ts';
import type { WorkItem } from '../domain/work-item.ts';

/**
 * What the assignment keeps of an item beside it: by which rules of its queue it was cut out and what they see of it (empty: by none), and its
 * place where they give the queue an order of its own. Whoever changes what rules see empties `cut`.
 */
interface Cut {
  readonly cut?: string;
  readonly place?: Buffer | null;
}
const besides = { select: false, insert: false, update: false } as const;

export const WorkItemTable = new EntitySchema<WorkItem & Cut>({
  name: 'work_item',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    episode: { type: 'int' },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    queueId: { type: 'uuid', name: 'queue_id' },
    customer: { type: 'text' },
    preview: { type: 'text' },
    status: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    offerId: { type: 'uuid', name: 'offer_id', nullable: true },
    units: { type: 'int' },
    queuedAt: { type: 'timestamptz', name: 'queued_at', default: () => 'now()' },
    overflowsAt: { type: 'timestamptz', name: 'overflows_at', nullable: true },
    heeds: { type: 'text', default: 'all' },
    overflowRuleId: { type: 'uuid', name: 'overflow_rule_id', nullable: true },
    escalations: { type: 'int', default: 0 },
    acceptedAt: { type: 'timestamptz', name: 'accepted_at', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    lastInteractionAt: { type: 'timestamptz', name: 'last_interaction_at' },
    offers: { type: 'int' },
    passes: { type: 'jsonb' },
    correlationId: { type: 'uuid', name: 'correlation_id' },
    readyEventId: { type: 'uuid', name: 'ready_event_id' },
    heldProfileIds: { type: 'uuid', array: true, name: 'held_profile_ids', default: [] },
    skills: { type: 'jsonb', default: [] },
    profileIds: { type: 'uuid', array: true, name: 'profile_ids', default: [] },
    favour: { type: 'jsonb', nullable: true },
    need: { type: 'text', default: '' },
    note: { type: 'text', nullable: true },
    waitedSince: { type: 'timestamptz', name: 'waited_since', nullable: true },
    cut: { type: 'text', default: '', ...besides },
    place: { type: 'bytea', nullable: true, ...besides },
  },
  indices: [
    { name: 'one_work_item_an_episode', columns: ['conversationId', 'episode'], unique: true },
    {
      name: 'work_items_in_line',
      columns: ['queueId', 'workstreamId', 'need', 'cut', 'place', 'lastInteractionAt', 'id'],
      where: `status = 'waiting'`,
    },
    { name: 'work_items_of_customer', columns: ['customer'] },
    { name: 'work_items_of_agent', columns: ['agentId'], where: `status IN ('offered', 'assigned')` },
    { name: 'work_items_untaken', columns: ['queueId'], where: `status IN ('waiting', 'offered')` },
    {
      name: 'work_items_overflowing',
      columns: ['overflowsAt'],
      where: `status = 'waiting' AND overflows_at IS NOT NULL`,
    },
    { name: 'work_items_by_entry', synchronize: false },
    { name: 'work_items_by_age', columns: ['status', 'lastInteractionAt', 'id'] },
  ],
});

/** How far a conversation was heard of. What is older is late. */
export interface KnownConversation {
  readonly id: ConversationId;
  /** The newest version in which it was ready; 0: never. */
  readonly readyVersion: number;
  /** The newest version in which it needed nobody any more; 0: never. */
  readonly endedVersion: number;
  /** Since when it waits for its customer, as of `endedVersion`; null: it ended otherwise, or nobody told. */
  readonly waitsSince: Date | null;
  /** As it was when it became ready last; null: it was not ready yet. */
  readonly facts: ConversationFacts | null;
  /** What is known of its customer, of `knownVersion`. */
  readonly known: KnownContext | null;
  /** What classification said of its work last; null: nothing yet. */
  readonly classified: Classified | null;
  readonly knownVersion: number;
  /** Its agent took it back, and nobody told us yet that they had begun it: what was said of that. */
  readonly revived: unknown;
}

export const ConversationTable = new EntitySchema<KnownConversation>({
  name: 'conversation',
  columns: {
    id: { type: 'uuid', primary: true },
    readyVersion: { type: 'int', name: 'ready_version' },
    endedVersion: { type: 'int', name: 'ended_version' },
    waitsSince: { type: 'timestamptz', name: 'waits_since', nullable: true },
    facts: { type: 'jsonb', nullable: true },
    known: { type: 'jsonb', nullable: true },
    classified: { type: 'jsonb', nullable: true },
    knownVersion: { type: 'int', name: 'known_version', default: 0 },
    revived: { type: 'jsonb', nullable: true },
  },
});

/** A conversation that is ready, of a workstream nobody has told us of yet. */
export interface EarlyConversation {
  readonly conversationId: ConversationId;
  readonly version: number;
  readonly workstreamId: WorkstreamId;
  /** The whole fact, to be heard again. */
  readonly event: unknown;
}

export const EarlyConversationTable = new EntitySchema<EarlyConversation>({
  name: 'early_conversation',
  columns: {
    conversationId: { type: 'uuid', primary: true, name: 'conversation_id' },
    version: { type: 'int', primary: true },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    event: { type: 'jsonb' },
  },
  indices: [{ name: 'early_conversations_of_workstream', columns: ['workstreamId'] }],
});
