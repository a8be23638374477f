import {
  type Address,
  type AgentId,
  type ChannelId,
  type ConsentSource,
  type ConversationId,
  type conversationChanged,
  type ConversationStatus,
  type DataOf,
  type MessageView,
  Refusal,
  type WorkstreamId,
} from '#contracts';

/** Why a conversation stands where it stands (product.md 17.2, 17.6). */
export type Reason = DataOf<typeof conversationChanged>['reason'];

/** Who wrote a text. */
export type TextAuthor = MessageView['author'];
/** An agent or a supervisor who writes to a customer. */
export interface Writer {
  readonly agentId: AgentId;
  readonly name: string;
}

/** What a customer and we write to each other from the first text until it is closed; one at a time for a customer on a channel. */
export interface Conversation {
  readonly id: ConversationId;
  /** Rises with everything that happens to it. */
  readonly version: number;
  readonly channelId: ChannelId;
  /** Null while nobody has told us of the channel: it cannot be routed yet. */
  readonly workstreamId: WorkstreamId | null;
  readonly customer: Address;
  readonly status: ConversationStatus;
  readonly statusReason: Reason;
  readonly statusSince: Date;
  /** Who is offered it or has it; in waiting, wrap-up and closed: who had it. */
  readonly agentId: AgentId | null;
  /** False while that agent has not answered the offer. */
  readonly accepted: boolean;
  /** When that agent took it; null while nobody has. */
  readonly acceptedAt: Date | null;
  /** Who had it before: the one to return to (product.md 6.5). */
  readonly previousAgentId: AgentId | null;
  /** Of the last word of routing that was followed; 0 before the first. */
  readonly routingVersion: number;
  /** The version by which it last came to need somebody, or its agent back; 0: nobody kept it. What routing says of who had it before is late. */
  readonly episode: number;
  /** Texts of the customer that the agent has not seen. */
  readonly unread: number;
  /** Texts of its agent that did not arrive, or of which nobody knows, since the agent last looked. */
  readonly failed: number;
  /** Since when the customer waits for an answer, from a bot that handed over on at the latest; null when the last word was ours, or when it ended. */
  readonly waitingSince: Date | null;
  readonly lastText: string;
  readonly lastTextDirection: 'in' | 'out';
  /** Who wrote it; null: the customer did, or it is from before this was kept. */
  readonly lastTextAuthor: TextAuthor | null;
  readonly lastTextAt: Date;
  readonly lastTextPosition: number;
  readonly lastCustomerTextAt: Date;
  /** When either side last wrote, by our own clock. */
  readonly lastActivityAt: Date;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Since when its customer waits for the first agent to take it, where it was closed before one did and came back; null: since it was opened (product.md 37). */
  readonly firstWaitSince: Date | null;
  /** The one this customer had on this channel before. */
  readonly previousConversationId: ConversationId | null;
  /** Since when nobody may text this customer from this number; null: they may be texted (product.md 30). */
  readonly optedOutAt: Date | null;
  /** How we know. */
  readonly optedOutBy: ConsentSource | null;
  /** Who takes part, or took part, besides the agent. */
  readonly companions: readonly Companion[];
  /** When wrap-up ends by itself; null in every other state, and where it never does. */
  readonly wrapUpEndsAt: Date | null;
  /** Until then at least wrap-up takes its agent's capacity, where its workstream has a time of its own for that. */
  readonly wrapUpBlockedUntil: Date | null;
  /** The case that it is about, so that agents find theirs by it; its context says more. Null: no case is linked. */
  readonly caseId: string | null;
}

/** A colleague who is asked for advice, or a supervisor who reads along or joined (product.md 18.3, 18.4). */
export interface Companion {
  readonly agentId: AgentId;
  readonly name: string;
  readonly mode: 'consult' | 'monitor';
  /** Writes to the customer, too. */
  readonly speaks: boolean;
  /** A text told the customer of it; such texts may be turned off. */
  readonly customerTold?: boolean;
  readonly since: string;
  /** Of routing's last word on a consult; 0 of who came by our own door. */
  readonly version: number;
  /** False once they left: so that a late word does not bring them back. */
  readonly present: boolean;
  /** When that was; left out while they take part, and where nobody kept it. */
  readonly goneAt?: string;
}

/** The states that may follow each other (product.md 17.2). From closed it comes back only inside the reopen window (46, G11). */
const mayFollow: Record<ConversationStatus, readonly ConversationStatus[]> = {
  open: ['active', 'waiting', 'closed'],
  active: ['open', 'waiting', 'wrap-up', 'closed'],
  waiting: ['open', 'active', 'closed'],
  'wrap-up': ['closed'],
  closed: ['open'],
};

/** Whether a conversation may go from one state to the other. */
export const mayBecome = (from: ConversationStatus, to: ConversationStatus): boolean => mayFollow[from].includes(to);

/** Whether a customer's next text still belongs to a conversation in this state (product.md 17.3). */
export const isOngoing = (status: ConversationStatus): boolean =>
  status === 'open' || status === 'active' || status === 'waiting';

/** Whether somebody has to attend to a conversation in this state. */
export const needsSomebody = (status: ConversationStatus): boolean => status === 'open' || status === 'active';

/** Whether its customer waits for somebody to take it: who is asked and has not answered is nobody yet. */
export const isUntaken = ({ status, accepted }: Pick<Conversation, 'status' | 'accepted'>): boolean =>
  status === 'open' || (status === 'active' && !accepted);

/** A step that others have to know of: they hear it as `conversation-changed`, or `conversation-attended` where it needs somebody before and after. */
export interface Change {
  readonly version: number;
  readonly from: ConversationStatus;
  readonly status: ConversationStatus;
  readonly reason: Reason;
  readonly agentId: AgentId | null;
}

/** The conversation as it is from now on; the very same object when nothing happened. */
export interface Decision {
  readonly conversation: Conversation;
  readonly change: Change | null;
}

/** Nothing happened to it. */
export const nothing = (conversation: Conversation): Decision => ({ conversation, change: null });

/** Something happened to it that others have to know of, within its state or beyond it. */
export function step(before: Conversation, reason: Reason, changes: Partial<Conversation>): Decision {
  const conversation = { ...before, ...changes, statusReason: reason, version: before.version + 1 };
  const { version, status, agentId } = conversation;
  return { conversation, change: { version, from: before.status, status, reason, agentId } };
}

/** It goes from one state to another. Refuses with `conversation-state` what may not follow. */
export function move(
  before: Conversation,
  status: ConversationStatus,
  reason: Reason,
  now: Date,
  changes: Partial<Conversation> = {},
): Decision {
  if (!mayBecome(before.status, status)) {
    throw new Refusal('conversation-state', `A conversation that is ${before.status} cannot become ${status}.`);
  }
  const over = status === 'closed' ? { companions: before.companions.map(gone(now)) } : {};
  return step(before, reason, {
    wrapUpEndsAt: null,
    wrapUpBlockedUntil: null,
    ...over,
    ...changes,
    status,
    statusSince: now,
  });
}

/** It is closed, for whatever reason; an offer that nobody answered leaves no handler behind. */
export const closed = (before: Conversation, reason: Reason, now: Date): Decision =>
  move(before, 'closed', reason, now, {
    ...(before.accepted ? {} : { agentId: null }),
    closedAt: now,
    waitingSince: null,
  });

/** Whoever it is does not take part any more, since `now`; the very same object when they did not before. */
export const gone =
  (now: Date) =>
  (companion: Companion): Companion =>
    companion.present ? { ...companion, speaks: false, present: false, goneAt: now.toISOString() } : companion;

/** Its channel became known: from now on it can be routed. A conversation keeps the workstream it was opened for. */
export const routeTo = (before: Conversation, workstreamId: WorkstreamId): Conversation =>
  before.workstreamId === null ? { ...before, workstreamId, version: before.version + 1 } : before;

/** It needs somebody from this version on. */
export const anew = (conversation: Conversation): Conversation => ({ ...conversation, episode: conversation.version });

/** Who has it or had it last; who was only asked is nobody. */
export const handlerOf = ({ accepted, agentId, previousAgentId }: Conversation): AgentId | null =>
  accepted ? agentId : previousAgentId;

/** Nobody has it. */
export const nobody = { agentId: null, accepted: false, acceptedAt: null };
/** Whoever had it has it no more, and is remembered. */
export const withNobody = (before: Conversation) => ({ ...nobody, previousAgentId: handlerOf(before) });
