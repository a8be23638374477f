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
  const over = status === 'closed' ? { companions: before.companions.map(gone) } : {};
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

/** Whoever it is does not take part any more. */
export const gone = (companion: Companion): Companion => ({ ...companion, speaks: false, present: false });

/** A text as far as the conversation is concerned. Threads are ordered by `at`, then `position`. */
export interface Text {
  readonly body: string;
  readonly at: Date;
  readonly position: number;
}

/** What a new conversation starts with. */
export type Opening = Pick<Conversation, 'id' | 'channelId' | 'customer' | 'workstreamId'> &
  Partial<Pick<Conversation, 'optedOutAt' | 'optedOutBy'>>;

/** What a text did: opened a conversation, brought a waiting or a closed one back, joined one, or was only kept. */
export interface Received extends Decision {
  readonly happened: 'opened' | 'revived' | 'reopened' | 'continued' | 'kept';
}

/**
 * A customer's text continues the ongoing conversation, brings a waiting one back into the queue (T9), or opens a new one (T1).
 * During wrap-up the customer starts afresh, too; the new one is linked to the previous one (product.md 17.3, 46).
 * `latest` is the customer's latest conversation on this channel. On a channel that is `retired` none is opened: what was still taken
 * in is kept in one that is closed from the start (product.md 39). Within `reopenWithinHours` of its end a closed one goes on (46, G11).
 */
export function receiveText(
  latest: Conversation | null,
  text: Text,
  opening: Opening,
  now: Date,
  { retired = false, reopenWithinHours = 0 }: { readonly retired?: boolean; readonly reopenWithinHours?: number } = {},
): Received {
  if (latest !== null && !retired && mayReopen(latest, reopenWithinHours, now)) {
    // while it was closed it heard nothing of consent
    const { optedOutAt = null, optedOutBy = null } = opening;
    const begun = { ...withNobody(latest), closedAt: null, optedOutAt, optedOutBy };
    const { conversation, change } = move(latest, 'open', 'reopened', now, begun);
    return { conversation: append(conversation, text, now), change, happened: 'reopened' };
  }
  if (latest === null || !isOngoing(latest.status)) {
    const opened = open(latest?.id ?? null, text, opening, now);
    if (retired) return { conversation: { ...opened, ...keptOnly(now) }, change: null, happened: 'kept' };
    return { conversation: opened, change: null, happened: 'opened' };
  }
  if (latest.status === 'waiting') {
    const { conversation, change } = move(latest, 'open', 'customer-wrote', now, withNobody(latest));
    return { conversation: append(conversation, text, now), change, happened: 'revived' };
  }
  return { conversation: append(latest, text, now), change: null, happened: 'continued' };
}

/** Whether a text still goes on in a closed conversation. */
export const mayReopen = ({ status, closedAt }: Conversation, withinHours: number, now: Date): boolean =>
  status === 'closed' && closedAt !== null && now.getTime() - closedAt.getTime() < withinHours * 3_600_000;

const open = (
  previousConversationId: ConversationId | null,
  { body, at, position }: Text,
  opening: Opening,
  now: Date,
): Conversation => ({
  optedOutAt: null,
  optedOutBy: null,
  companions: [],
  wrapUpEndsAt: null,
  wrapUpBlockedUntil: null,
  caseId: null,
  ...opening,
  version: 1,
  status: 'open',
  statusReason: 'customer-wrote',
  statusSince: now,
  ...nobody,
  previousAgentId: null,
  routingVersion: 0,
  unread: 1,
  failed: 0,
  waitingSince: at,
  lastText: body,
  lastTextDirection: 'in',
  lastTextAuthor: null,
  lastTextAt: at,
  lastTextPosition: position,
  lastCustomerTextAt: at,
  lastActivityAt: now,
  openedAt: now,
  closedAt: null,
  previousConversationId,
});

const keptOnly = (now: Date) =>
  ({ status: 'closed', statusReason: 'channel-retired', closedAt: now, waitingSince: null }) as const;

/** A text that was overtaken by our answer still waits for one: the agent had not seen it. */
export const append = (before: Conversation, text: Text, now: Date): Conversation => ({
  ...before,
  ...lastOf(before, text, null),
  version: before.version + 1,
  unread: before.unread + 1,
  waitingSince: before.waitingSince && before.waitingSince < text.at ? before.waitingSince : text.at,
  lastCustomerTextAt: before.lastCustomerTextAt > text.at ? before.lastCustomerTextAt : text.at,
  lastActivityAt: now,
});

/** What the list shows of a conversation is its last text in the order of the thread, not the last one we heard of. `author` null: the customer. */
export function lastOf(
  before: Conversation,
  { body, at, position }: Text,
  author: TextAuthor | null,
): Partial<Conversation> {
  const later = at.getTime() - before.lastTextAt.getTime() || position - before.lastTextPosition;
  if (later < 0) return {};
  const lastTextDirection = author ? 'out' : 'in';
  return { lastText: body, lastTextDirection, lastTextAuthor: author, lastTextAt: at, lastTextPosition: position };
}

/** Its channel became known: from now on it can be routed. A conversation keeps the workstream it was opened for. */
export const routeTo = (before: Conversation, workstreamId: WorkstreamId): Conversation =>
  before.workstreamId === null ? { ...before, workstreamId, version: before.version + 1 } : before;

/** What routing says of a conversation. `version` rises from one work item of it to the next: what is not newer is late. */
export interface RoutingFact {
  readonly version: number;
  readonly agentId: AgentId;
  /** Of work that a supervisor made of what waited for its customer: since when it waited. */
  readonly waitedSince?: string | undefined;
}
/** How an offer ended. */
export interface EndedOffer extends RoutingFact {
  readonly outcome: 'accepted' | 'rejected' | 'timed-out' | 'withdrawn' | 'lost' | 'other';
}

export const isLate = ({ routingVersion }: Conversation, { version }: RoutingFact): boolean =>
  version <= routingVersion;

/**
 * Whether this is about work that a supervisor made of this conversation while it waits (T18). Anything else that routing says of what waits was
 * said before routing heard of that.
 */
export const isTakenUp = (
  { status, statusSince }: Conversation,
  { waitedSince }: Pick<RoutingFact, 'waitedSince'>,
): boolean => status === 'waiting' && waitedSince !== undefined && Date.parse(waitedSince) >= statusSince.getTime();

export const handlerOf = ({ accepted, agentId, previousAgentId }: Conversation): AgentId | null =>
  accepted ? agentId : previousAgentId;

const nobody = { agentId: null, accepted: false, acceptedAt: null };
export const withNobody = (before: Conversation) => ({ ...nobody, previousAgentId: handlerOf(before) });

/**
 * An agent is asked to take it, and with that it is active (T2). After its end, or after a later fact, this changes nothing;
 * nor does it while the conversation waits: then it was made before routing heard of that, and will be withdrawn; unless a supervisor had it
 * offered because it waits (T18).
 */
export function offerMade(before: Conversation, offer: RoutingFact, now: Date): Decision {
  if (isLate(before, offer) || !isOngoing(before.status)) return nothing(before);
  if (before.status === 'waiting' && !isTakenUp(before, offer))
    return nothing({ ...before, routingVersion: offer.version });
  return activate(before, offer, 'offered', now);
}

/**
 * Accepted: it is this agent's, even when the offer itself has not been heard of yet. Any other end brings it back
 * into the queue (T4, T7). After its own end, or after a later fact, this changes nothing.
 */
export function offerEnded(before: Conversation, offer: EndedOffer, now: Date): Decision {
  if (isLate(before, offer) || !isOngoing(before.status)) return nothing(before);
  if (offer.outcome === 'accepted') return activate(before, offer, 'accepted', now);
  if (before.status !== 'active') return nothing({ ...before, routingVersion: offer.version });
  return move(before, 'open', offer.outcome, now, { ...withNobody(before), routingVersion: offer.version });
}

function activate(before: Conversation, fact: RoutingFact, reason: 'offered' | 'accepted', now: Date): Decision {
  const { agentId, version: routingVersion } = fact;
  const previousAgentId = before.agentId === agentId ? before.previousAgentId : handlerOf(before);
  const accepted = reason === 'accepted';
  const changes = { agentId, accepted, acceptedAt: accepted ? now : null, previousAgentId, routingVersion };
  return before.status === 'active' ? step(before, reason, changes) : move(before, 'active', reason, now, changes);
}

/** Refuses with `not-yours` and `not-accepted` who does not have it. */
export function mustHold({ agentId, accepted }: Conversation, by: AgentId): void {
  if (agentId !== by) {
    throw new Refusal('not-yours', agentId ? 'Another agent has this conversation.' : 'Nobody has this conversation.');
  }
  if (!accepted) throw new Refusal('not-accepted', 'The offer of this conversation has not been accepted yet.');
}

/** The agent presses End (T6): the rest is wrap-up, until `wrapUpEndsAt` at the latest (null: no limit). Once more is the same. */
export function end(before: Conversation, by: AgentId, now: Date, wrapUpEndsAt: Date | null = null): Decision {
  mustHold(before, by);
  if (before.status === 'wrap-up') return nothing(before);
  const companions = before.companions.map(gone);
  return move(before, 'wrap-up', 'agent-ended', now, { waitingSince: null, wrapUpEndsAt, companions });
}

/** The agent closes the tab with X: active becomes waiting (T5), wrap-up becomes closed (T12). Once more is the same. */
export function close(before: Conversation, by: AgentId, now: Date): Decision {
  mustHold(before, by);
  if (before.status === 'waiting' || before.status === 'closed') return nothing(before);
  if (before.status === 'active') {
    return move(before, 'waiting', 'agent-closed', now, { companions: before.companions.map(gone) });
  }
  return move(before, 'closed', 'agent-closed', now, { closedAt: now });
}

/** An agent wrote first: it waits for the customer, whose answer comes back to that agent (product.md 43, G4). */
export const startedByAgent = (
  previousConversationId: ConversationId | null,
  text: Text,
  opening: Opening,
  { agentId, name }: Writer,
  now: Date,
): Conversation => ({
  ...open(previousConversationId, text, opening, now),
  status: 'waiting',
  statusReason: 'agent-wrote-first',
  agentId,
  accepted: true,
  acceptedAt: now,
  unread: 0,
  waitingSince: null,
  lastTextDirection: 'out',
  lastTextAuthor: { kind: 'agent', agentId, name },
});

/** The bot that had it ended it (product.md 25.6). */
export const botEnded = (before: Conversation, now: Date): Decision =>
  move(before, 'closed', 'bot-ended', now, { closedAt: now, waitingSince: null });

/** The agent has seen what the customer wrote, and which texts of their own did not arrive. */
export function markRead(before: Conversation, by: AgentId): Conversation {
  mustHold(before, by);
  if (before.unread === 0 && before.failed === 0) return before;
  return { ...before, unread: 0, failed: 0, version: before.version + 1 };
}

/** A text of `by` did not arrive, or nobody knows: who has the conversation has not seen it yet. Those of others, and of what is closed, mark nothing. */
export const markFailed = (before: Conversation, by: AgentId | null): Conversation =>
  before.agentId === by && by !== null && before.accepted && before.status !== 'closed'
    ? { ...before, failed: before.failed + 1, version: before.version + 1 }
    : before;
