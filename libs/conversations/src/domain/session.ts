import type {
  AgentId,
  ChannelId,
  ClosureReason,
  ConversationId,
  DataOf,
  offerEnded,
  overflowEnded,
  QueueId,
  WorkAsRouted,
  WorkstreamId,
} from '#contracts';
import type { Conversation, Reason } from './conversation.ts';

/** One stretch in which an agent was asked to handle a conversation, or did, or in which a bot had it (product.md 17.6). */
export interface Session {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly workstreamId: WorkstreamId | null;
  /** Null: a bot has it. */
  readonly agentId: AgentId | null;
  /** Null: an agent has it. */
  readonly botId: string | null;
  readonly queueId: QueueId | null;
  readonly createdAt: Date;
  /** Null while the agent has not taken it. */
  readonly acceptedAt: Date | null;
  /** When the agent pressed End; what follows is wrap-up. */
  readonly endedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closureReason: ClosureReason | null;
  /** What routing said of the work; null: nothing. */
  readonly work: WorkAsRouted | null;
}

/** Why a session is over, when this is why the conversation stands where it stands. */
const closures: Partial<Record<Reason, ClosureReason>> = {
  offered: 'agent-rerouted',
  accepted: 'agent-rerouted',
  picked: 'agent-rerouted',
  assigned: 'agent-rerouted',
  rejected: 'agent-reject',
  'timed-out': 'agent-timeout',
  withdrawn: 'agent-rerouted',
  rerouted: 'agent-rerouted',
  lost: 'agent-disconnected',
  disconnected: 'agent-disconnected',
  'agent-closed': 'agent-closed',
  released: 'manually-closed-session',
  'wrap-up-over': 'auto-close',
  'auto-closed': 'conversation-timeout',
  'channel-retired': 'conversation-closed',
  transferred: 'agent-transferred',
  'transferred-to-queue': 'agent-transfer-to-queue',
  'supervisor-transferred': 'supervisor-transfer-to-agent',
  'supervisor-assigned-to-queue': 'supervisor-assign-to-queue',
  'force-closed': 'force-close',
  overflow: 'overflow-end-conversation',
  'customer-silent': 'customer-non-response',
  'agent-silent': 'agent-non-response',
  'moved-to-waiting': 'moved-to-waiting',
  'customer-ended': 'customer-end-conversation',
  'bot-ended': 'bot-end-conversation',
};

/** Why sessions are over that were passed on: to a colleague or a queue, by their agent or a supervisor (product.md 37, transfer rate). */
export const passedOn: readonly ClosureReason[] = [
  'agent-transferred',
  'agent-transfer-to-queue',
  'supervisor-assign-to-queue',
  'supervisor-transfer-to-agent',
];

/** Why a session is over whose offer ended like this, where that says more than how it ended; null: it does not. */
export function closureOf({
  outcome,
  reason,
}: Pick<DataOf<typeof offerEnded>, 'outcome' | 'reason'>): ClosureReason | null {
  if (outcome === 'lost' && reason === 'unseen') return 'add-agent-failed';
  if (outcome === 'withdrawn' && reason === 'not-offered') return 'system-reject';
  return outcome === 'withdrawn' && reason === 'sessions-full' ? 'maximum-sessions-reached' : null;
}

/** Why a session is over that overflow ends: before its conversation was queued, or while it waited (product.md 10). */
export const closureByOverflow = ({ stage }: Pick<DataOf<typeof overflowEnded>, 'stage'>): ClosureReason =>
  stage === 'in-queue' ? 'inqueue-overflow-end-conversation' : 'overflow-end-conversation';

/** A bot has a conversation from now on, which needs nobody else (product.md 25.1). */
export const botSession = (
  { id: conversationId, channelId, workstreamId }: Pick<Conversation, 'id' | 'channelId' | 'workstreamId'>,
  { id, botId, now }: { readonly id: string; readonly botId: string; readonly now: Date },
): Session => ({
  ...{ id, conversationId, channelId, workstreamId, agentId: null, botId, queueId: null },
  ...{ createdAt: now, acceptedAt: now, endedAt: null, closedAt: null, closureReason: null, work: null },
});

/** The bot has it no more: it handed over, or we took it from a bot that failed or wrote more than it may (product.md 25.3, 25.10). */
export const botSessionOver = (open: Session, because: 'bot' | 'failed' | 'too-many-replies', now: Date): Session => ({
  ...open,
  closedAt: now,
  closureReason: because === 'bot' ? 'bot-transfer-to-agent' : 'virtual-agent-closed',
});

/**
 * Why somebody who took part does not any more after this step: for a reason that is known better than from the step, with the conversation, because it
 * is theirs now, or because one side ended that part alone.
 */
export function whyPartOver(
  before: Pick<Conversation, 'status'>,
  { status, statusReason, agentId }: Pick<Conversation, 'status' | 'statusReason' | 'agentId'>,
  companion: AgentId,
  known: ClosureReason | null = null,
): ClosureReason {
  if (known) return known;
  if (before.status === status && agentId !== companion) return 'manually-closed-session';
  return status === 'wrap-up' ? 'agent-end-conversation' : (closures[statusReason] ?? 'default');
}

/** Whose session it is in: the agent who is offered it, has it, or wraps it up. */
export const inSessionWith = ({ status, agentId }: Pick<Conversation, 'status' | 'agentId'>): AgentId | null =>
  status === 'active' || status === 'wrap-up' ? agentId : null;

/**
 * The session after a step of its conversation, and the one that the step began; the open one is given, null when there is none. `closure` says
 * why the open one is over, where that is known better than from the step.
 */
export function followSession(
  open: Session | null,
  conversation: Conversation,
  {
    id,
    queueId,
    work = null,
    closure = null,
    now,
  }: {
    readonly id: string;
    readonly queueId: QueueId | null;
    readonly work?: WorkAsRouted | null;
    readonly closure?: ClosureReason | null;
    readonly now: Date;
  },
): { readonly over: Session | null; readonly open: Session | null } {
  const agentId = inSessionWith(conversation);
  const reason = conversation.statusReason;
  // a bot has what nobody else is asked about yet
  if (open?.botId != null && conversation.status === 'open') return { over: null, open };
  // asked again who had it: we have not heard yet how the first time ended
  const isAnew = open?.acceptedAt != null && !conversation.accepted;
  if (open && agentId === open.agentId && !isAnew) {
    const acceptedAt = open.acceptedAt ?? (conversation.accepted ? now : null);
    const endedAt = open.endedAt ?? (conversation.status === 'wrap-up' ? now : null);
    const isSame = acceptedAt === open.acceptedAt && endedAt === open.endedAt;
    return { over: null, open: isSame ? open : { ...open, acceptedAt, endedAt } };
  }
  const closureReason = open?.endedAt && reason === 'agent-closed' ? 'agent-end-conversation' : closures[reason];
  const over = open && { ...open, closedAt: now, closureReason: closure ?? closureReason ?? 'default' };
  if (!agentId) return { over, open: null };
  const { id: conversationId, channelId, workstreamId, accepted } = conversation;
  const begun = { acceptedAt: accepted ? now : null, endedAt: null, closedAt: null, closureReason: null };
  return {
    over,
    open: {
      id,
      conversationId,
      channelId,
      workstreamId,
      agentId,
      botId: null,
      queueId,
      createdAt: now,
      work,
      ...begun,
    },
  };
}
