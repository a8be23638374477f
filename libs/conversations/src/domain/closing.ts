import { type Conversation, type Decision, move, nothing } from './conversation.ts';

const days = (count: number) => count * 24 * 60 * 60 * 1000;
/** How long a conversation may stay as it is, in milliseconds (product.md 17.4, 46). */
const mayStay = { open: days(30), active: days(30), waiting: days(28), 'wrap-up': days(1) };

/**
 * When it is closed unless something happens: in open and wrap-up counted from the change of state, in active and
 * waiting from the last activity of either side. Null when it is closed (product.md 17.4).
 */
export function closesAt({ status, statusSince, lastActivityAt }: Conversation): Date | null {
  if (status === 'closed') return null;
  const counts = status === 'active' || status === 'waiting';
  const since = counts && lastActivityAt > statusSince ? lastActivityAt : statusSince;
  return new Date(since.getTime() + mayStay[status]);
}

/** Closes what nothing has happened to for too long (T11, T13, T14, T15); before that moment, and when it is closed, nothing. */
export function closeWhenIdle(before: Conversation, now: Date): Decision {
  const due = closesAt(before);
  if (due === null || due > now) return nothing(before);
  const handler = before.accepted ? {} : { agentId: null };
  const reason = before.status === 'wrap-up' ? 'wrap-up-over' : 'auto-closed';
  return move(before, 'closed', reason, now, { ...handler, closedAt: now, waitingSince: null });
}

/** Its channel is retired with everything on it: closed, whoever has it (product.md 39). Once more is the same. */
export function closeRetired(before: Conversation, now: Date): Decision {
  if (before.status === 'closed') return nothing(before);
  const handler = before.accepted ? {} : { agentId: null };
  return move(before, 'closed', 'channel-retired', now, { ...handler, closedAt: now, waitingSince: null });
}
