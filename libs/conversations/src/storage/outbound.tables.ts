import { EntitySchema } from 'typeorm';
import type {
  Address,
  ChannelId,
  ConversationId,
  Locale,
  MessageId,
  OutboundOrder,
  OutboundRunView,
  OutboundThrottle,
  QueueId,
  WorkstreamId,
} from '#contracts';

/** Texts to many by one configuration. */
export interface OutboundRun {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly configurationId: string;
  readonly channelId: ChannelId;
  readonly state: OutboundRunView['state'];
  readonly priority: OutboundRunView['priority'];
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly attempts: number;
  readonly reattemptAfterMinutes: number;
  readonly keepContextDays: number;
  readonly firstResponseMinutes: number | null;
  readonly textsPerMinute: number | null;
  readonly description: string;
  readonly order: OutboundOrder;
  readonly throttle: OutboundThrottle[];
  /** The outbound workstream whose conversations the answers are; null: the number's. */
  readonly workstreamId: WorkstreamId | null;
  readonly queueId: QueueId | null;
  readonly fallbackQueueId: QueueId | null;
  readonly skills: OutboundRunView['skills'];
  readonly createdAt: Date;
  readonly createdBy: string;
  /** When whom it wrote to was forgotten: it was kept as long as it may be; null: it is kept. */
  readonly forgottenAt: Date | null;
}

export const OutboundRunTable = new EntitySchema<OutboundRun>({
  name: 'outbound_run',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    configurationId: { type: 'uuid', name: 'configuration_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    state: { type: 'text' },
    priority: { type: 'text' },
    beginsAt: { type: 'timestamptz', name: 'begins_at' },
    endsAt: { type: 'timestamptz', name: 'ends_at' },
    attempts: { type: 'int' },
    reattemptAfterMinutes: { type: 'int', name: 'reattempt_after_minutes' },
    keepContextDays: { type: 'int', name: 'keep_context_days' },
    firstResponseMinutes: { type: 'int', name: 'first_response_minutes', nullable: true },
    textsPerMinute: { type: 'int', name: 'texts_per_minute', nullable: true },
    description: { type: 'text', default: '' },
    order: { type: 'text', name: 'taken_in', default: 'fifo' },
    throttle: { type: 'jsonb', default: [] },
    workstreamId: { type: 'uuid', name: 'workstream_id', nullable: true },
    queueId: { type: 'uuid', name: 'queue_id', nullable: true },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id', nullable: true },
    skills: { type: 'jsonb', default: [] },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    createdBy: { type: 'text', name: 'created_by' },
    forgottenAt: { type: 'timestamptz', name: 'forgotten_at', nullable: true },
  },
  indices: [
    { name: 'outbound_runs_newest', columns: ['createdAt', 'id'] },
    { name: 'outbound_runs_kept', columns: ['endsAt'], where: 'forgotten_at IS NULL' },
    {
      name: 'outbound_runs_in_turn',
      columns: ['endsAt'],
      where: `state = 'running' AND (taken_in <> 'fifo' OR throttle <> '[]')`,
    },
  ],
});

/** One who is written to, and what became of it. */
export interface OutboundContact {
  readonly id: string;
  readonly runId: string;
  readonly channelId: ChannelId;
  readonly to: Address;
  readonly name: string;
  readonly caseName: string;
  readonly optedIn: boolean;
  readonly locale: Locale | null;
  readonly context: Readonly<Record<string, string | number>>;
  readonly state: 'pending' | 'sent' | 'delivered' | 'not-delivered' | 'expired' | 'cancelled' | 'refused';
  readonly reason: string | null;
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly messageId: MessageId | null;
  /** The thread its texts lie in: of a conversation that was there, or of none until somebody answers. */
  readonly threadId: ConversationId;
  readonly sentAt: Date | null;
  readonly keepUntil: Date | null;
  readonly text: string | null;
  readonly answeredAt: Date | null;
  /** Where a run takes them in turn: whose is before whose. Null: they are written to when they are due. */
  readonly turn: number | null;
  readonly reference: string | null;
  /** Instead of the template; null: the template. */
  readonly message: string | null;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  /** Whether what was sent is part of the customer's timeline, as its configuration said then. */
  readonly inTimeline: boolean;
  /** What was written has not left yet, as far as we heard. */
  readonly waits: boolean;
}

export const OutboundContactTable = new EntitySchema<OutboundContact>({
  name: 'outbound_contact',
  columns: {
    id: { type: 'uuid', primary: true },
    runId: { type: 'uuid', name: 'run_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    to: { type: 'text', name: 'to_number' },
    name: { type: 'text' },
    caseName: { type: 'text', name: 'case_name' },
    optedIn: { type: 'boolean', name: 'opted_in' },
    locale: { type: 'text', nullable: true },
    context: { type: 'jsonb' },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    attempts: { type: 'int' },
    dueAt: { type: 'timestamptz', name: 'due_at', nullable: true },
    messageId: { type: 'uuid', name: 'message_id', nullable: true },
    threadId: { type: 'uuid', name: 'thread_id' },
    sentAt: { type: 'timestamptz', name: 'sent_at', nullable: true },
    keepUntil: { type: 'timestamptz', name: 'keep_until', nullable: true },
    text: { type: 'text', nullable: true },
    answeredAt: { type: 'timestamptz', name: 'answered_at', nullable: true },
    turn: { type: 'float8', nullable: true },
    reference: { type: 'text', nullable: true },
    message: { type: 'text', nullable: true },
    notBefore: { type: 'timestamptz', name: 'not_before', nullable: true },
    notAfter: { type: 'timestamptz', name: 'not_after', nullable: true },
    inTimeline: { type: 'boolean', name: 'in_timeline', default: true },
    waits: { type: 'boolean', default: false },
  },
  indices: [
    { name: 'outbound_contacts_of_run', columns: ['runId', 'id'] },
    { name: 'outbound_contact_once', columns: ['runId', 'to'], unique: true },
    {
      name: 'outbound_due',
      columns: ['dueAt'],
      where: `state = 'pending' AND due_at IS NOT NULL AND turn IS NULL`,
    },
    {
      name: 'outbound_due_in_turn',
      columns: ['dueAt'],
      where: `state = 'pending' AND due_at IS NOT NULL AND turn IS NOT NULL`,
    },
    {
      name: 'outbound_turns',
      columns: ['runId', 'turn', 'id'],
      where: `state = 'pending' AND due_at IS NOT NULL AND turn IS NOT NULL`,
    },
    { name: 'outbound_answered', columns: ['runId', 'answeredAt'], where: 'answered_at IS NOT NULL' },
    { name: 'outbound_planned', columns: ['runId', 'dueAt'], where: `state = 'pending' AND due_at IS NOT NULL` },
    { name: 'outbound_sent', columns: ['runId', 'sentAt'], where: 'sent_at IS NOT NULL' },
    { name: 'outbound_by_message', columns: ['messageId'], where: 'message_id IS NOT NULL' },
    { name: 'outbound_waiting', columns: ['channelId', 'sentAt'], where: 'waits' },
    { name: 'outbound_to_number', columns: ['to', 'sentAt'], where: 'sent_at IS NOT NULL' },
  ],
});

/** A request to write to somebody: an organisation makes only so many an hour. */
export const OutboundRequestTable = new EntitySchema<{ id: string; at: Date }>({
  name: 'outbound_request',
  columns: { id: { type: 'uuid', primary: true }, at: { type: 'timestamptz' } },
  indices: [{ name: 'outbound_requests_by_time', columns: ['at'] }],
});
