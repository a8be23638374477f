import { type ConversationId, hourMs } from '#contracts';
import {
  anew,
  type Conversation,
  type Decision,
  handlerOf,
  isOngoing,
  move,
  nobody,
  type TextAuthor,
  withNobody,
  type Writer,
} from './conversation.ts';

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
    const firstWaitSince = handlerOf(latest) === null ? now : latest.firstWaitSince;
    const begun = { ...withNobody(latest), closedAt: null, firstWaitSince, optedOutAt, optedOutBy };
    const { conversation, change } = move(latest, 'open', 'reopened', now, begun);
    return { conversation: anew(append(conversation, text, now)), change, happened: 'reopened' };
  }
  if (latest === null || !isOngoing(latest.status)) {
    const opened = open(latest?.id ?? null, text, opening, now);
    if (retired) return { conversation: { ...opened, ...keptOnly(now) }, change: null, happened: 'kept' };
    return { conversation: opened, change: null, happened: 'opened' };
  }
  if (latest.status === 'waiting') {
    const { conversation, change } = move(latest, 'open', 'customer-wrote', now, withNobody(latest));
    return { conversation: anew(append(conversation, text, now)), change, happened: 'revived' };
  }
  return { conversation: append(latest, text, now), change: null, happened: 'continued' };
}

/** Whether a text still goes on in a closed conversation. */
export const mayReopen = ({ status, closedAt }: Conversation, withinHours: number, now: Date): boolean =>
  status === 'closed' && closedAt !== null && now.getTime() - closedAt.getTime() < withinHours * hourMs;

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
  episode: 1,
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
  firstWaitSince: null,
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
