import type { DataOf, overflowEnded } from '#contracts';
import { closed, type Conversation, type Decision, nothing } from './conversation.ts';
import { isTakenUp } from './offers.ts';
import { append, type Text } from './receiving.ts';

const minutes = (count: number) => count * 60_000;

/** How long a conversation may stay in a state before it is closed, in milliseconds; null: for ever (product.md 17.4). */
export type Limits = Readonly<Record<Exclude<Conversation['status'], 'closed'>, number | null>>;

/** What holds while nobody has set anything (product.md 17.4, 46). */
const usualMinutes = { open: 43_200, active: 43_200, waiting: 40_320, wrapUp: 1440 };

/** Limits out of what is set, in minutes. */
export const limitsOf = (set: Record<'open' | 'active' | 'waiting' | 'wrapUp', number | null>): Limits => {
  const ms = (of: number | null) => (of === null ? null : minutes(of));
  return { open: ms(set.open), active: ms(set.active), waiting: ms(set.waiting), 'wrap-up': ms(set.wrapUp) };
};
export const usualLimits = limitsOf(usualMinutes);

/**
 * When it is closed unless something happens: in open counted from the change of state, in active and waiting from the last activity of
 * either side or the change of state, whichever is later (monitor, consult and transfer count as activity), in wrap-up what its agent was promised. Null: never, or it is
 * closed already (product.md 17.4).
 */
export function closesAt(conversation: Conversation, limits: Limits): Date | null {
  const { status, statusSince, lastActivityAt, wrapUpEndsAt } = conversation;
  if (status === 'closed') return null;
  if (status === 'wrap-up') return wrapUpEndsAt;
  const limit = limits[status];
  if (limit === null) return null;
  const counts = status === 'active' || status === 'waiting';
  const since = counts && lastActivityAt > statusSince ? lastActivityAt : statusSince;
  return new Date(since.getTime() + limit);
}

/** Until when wrap-up lasts that began at `since`: of its limit and what blocks its agent the longer (product.md 17.4); null: until the agent ends it. */
export const wrapUpEnd = (limits: Limits, since: Date, blockedUntil: Date | null = null): Date | null =>
  limits['wrap-up'] === null
    ? null
    : new Date(Math.max(since.getTime() + limits['wrap-up'], blockedUntil?.getTime() ?? 0));

/** Its agent's capacity is taken until then: it is not closed by itself before. Once more, or when wrap-up is over, nothing. */
export function holdWrapUp(before: Conversation, blockedUntil: Date): Conversation {
  const { status, wrapUpEndsAt, wrapUpBlockedUntil, version } = before;
  if (status !== 'wrap-up' || (wrapUpBlockedUntil !== null && wrapUpBlockedUntil >= blockedUntil)) return before;
  const isLonger = wrapUpEndsAt !== null && wrapUpEndsAt < blockedUntil;
  const ends = isLonger ? blockedUntil : wrapUpEndsAt;
  return { ...before, wrapUpBlockedUntil: blockedUntil, wrapUpEndsAt: ends, version: version + 1 };
}

/** Closes what nothing has happened to for too long (T11, T13, T14, T15); before that moment, and when it is closed, nothing. */
export function closeWhenIdle(before: Conversation, now: Date, limits: Limits): Decision {
  const due = closesAt(before, limits);
  if (due === null || due > now) return nothing(before);
  return closed(before, before.status === 'wrap-up' ? 'wrap-up-over' : 'auto-closed', now);
}

/** Its channel is retired with everything on it: closed, whoever has it (product.md 39). Once more is the same. */
export const closeRetired = (before: Conversation, now: Date): Decision =>
  before.status === 'closed' ? nothing(before) : closed(before, 'channel-retired', now);

/** A supervisor closes it, whatever its state and whoever has it (T14, T15, T16). Once more is the same. */
export const forceClose = (before: Conversation, now: Date): Decision =>
  before.status === 'closed' ? nothing(before) : closed(before, 'force-closed', now);

/**
 * Overflow ends it while it waits for somebody (product.md 10, T14): an agent who has it keeps it, but for who passed it into the queue that
 * ends it (9.5).
 */
export function endByOverflow(
  before: Conversation,
  {
    version,
    fromAgentId = null,
    waitedSince,
  }: Pick<DataOf<typeof overflowEnded>, 'version' | 'fromAgentId' | 'waitedSince'>,
  now: Date,
): Decision {
  if (version <= before.routingVersion) return nothing(before);
  const isTheirs = before.agentId !== null && before.agentId === fromAgentId;
  const isTaken = before.status !== 'open' && (before.status !== 'active' || (before.accepted && !isTheirs));
  if (isTaken && !isTakenUp(before, { waitedSince })) return nothing({ ...before, routingVersion: version });
  const { conversation, change } = closed(before, 'overflow', now);
  return { conversation: { ...conversation, routingVersion: version }, change };
}

/** The customer ends it with a word of the workstream's (product.md 43 G18): the text is in the thread, and it is closed. */
export function endByCustomer(before: Conversation, text: Text, now: Date): Decision {
  const { conversation, change } = closed(append(before, text, now), 'customer-ended', now);
  return {
    conversation: { ...conversation, unread: 0, failed: 0 },
    change: change && { ...change, from: before.status },
  };
}

/** Whether a text is nothing but one of these words. */
export const isEndWord = (body: string, words: readonly string[]): boolean =>
  words.length > 0 &&
  words.includes(
    body
      .trim()
      .replace(/[.!]+$/, '')
      .toUpperCase(),
  );
