import { type AgentId, Refusal } from '#contracts';
import { type Conversation, type Decision, gone, move, nothing } from './conversation.ts';

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
  const companions = before.companions.map(gone(now));
  return move(before, 'wrap-up', 'agent-ended', now, { waitingSince: null, wrapUpEndsAt, companions });
}

/** The agent closes the tab with X: active becomes waiting (T5), wrap-up becomes closed (T12). Once more is the same. */
export function close(before: Conversation, by: AgentId, now: Date): Decision {
  mustHold(before, by);
  if (before.status === 'waiting' || before.status === 'closed') return nothing(before);
  if (before.status === 'active') {
    return move(before, 'waiting', 'agent-closed', now, { companions: before.companions.map(gone(now)) });
  }
  return move(before, 'closed', 'agent-closed', now, { closedAt: now });
}

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
