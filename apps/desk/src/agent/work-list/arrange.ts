import type { ConversationView } from '#contracts';
import { byWaiting, lastAt } from '../../shell/sessions.ts';

export type Sort = 'waiting' | 'latest' | 'customer';
export type Show = 'active' | 'waiting' | 'wrap-up';

const orders: Record<Sort, (one: ConversationView, other: ConversationView) => number> = {
  waiting: byWaiting,
  latest: (one, other) => lastAt(other) - lastAt(one),
  customer: (one, other) => one.customer.localeCompare(other.customer, undefined, { numeric: true }),
};

/** My list: what I took (offers have their own seat), of one status if asked for, in the asked order. */
export const arrange = (
  mine: readonly ConversationView[],
  show: Show | undefined,
  sort: Sort,
): readonly ConversationView[] =>
  mine
    .filter(({ accepted, status }) => accepted && (show === undefined || status === show))
    .sort((one, other) => orders[sort](one, other) || (one.id < other.id ? -1 : 1));

/** Closed today, the latest on top. */
export const arrangeClosed = (closed: readonly ConversationView[]): readonly ConversationView[] =>
  [...closed].sort((one, other) => Date.parse(other.closedAt ?? '') - Date.parse(one.closedAt ?? ''));
