import type { ConversationView, ListView } from '#contracts';
import { byWaiting, lastAt } from '../../shell/sessions.ts';

export type Sort = ListView['sort'];
export type Show = NonNullable<ListView['show']>;
/** What is looked at of a list, and how: all of it stands in the address, and can be kept as a view. */
export type Wanted = Pick<ListView, 'show' | 'read' | 'line' | 'find' | 'sort' | 'queue' | 'order' | 'caseOrder'>;

export const everything: Wanted = {
  show: null,
  read: null,
  line: null,
  find: '',
  sort: 'waiting',
  queue: null,
  order: 'age',
  caseOrder: 'newest',
};

const orders: Record<Sort, (one: ConversationView, other: ConversationView) => number> = {
  waiting: byWaiting,
  latest: (one, other) => lastAt(other) - lastAt(one),
  oldest: (one, other) => lastAt(one) - lastAt(other),
  customer: (one, other) => one.customer.localeCompare(other.customer, undefined, { numeric: true }),
};

/** The number as it may be typed: digits alone. */
const digits = (text: string): string => text.replace(/[^\d]/g, '');
const isNumber = (text: string): boolean => /^\+?[\d\s()./-]+$/.test(text);

/** Whether what is typed is in the number, the name, the line or the last text. */
function has(conversation: ConversationView, find: string, name: string | null): boolean {
  if (find === '') return true;
  if (isNumber(find) && digits(conversation.customer).includes(digits(find))) return true;
  const wanted = find.toLocaleLowerCase();
  return [name, conversation.customer, conversation.channelName, conversation.lastText?.body].some((text) =>
    text?.toLocaleLowerCase().includes(wanted),
  );
}

/** Of these those that are wanted; `nameOf` says what is known of who it is. */
export function matching(
  all: readonly ConversationView[],
  { show, read, line, find }: Pick<Wanted, 'show' | 'read' | 'line' | 'find'>,
  nameOf: (conversationId: string) => string | null,
): readonly ConversationView[] {
  const typed = find.trim();
  return all.filter(
    (one) =>
      (show === null || one.status === show) &&
      (read === null || one.unread > 0 === (read === 'unread')) &&
      (line === null || one.channelId === line) &&
      has(one, typed, nameOf(one.id)),
  );
}

/** What I took: offers have their own seat. */
export const taken = (mine: readonly ConversationView[]): readonly ConversationView[] =>
  mine.filter(({ accepted }) => accepted);

/** In the asked order. */
export const ordered = (all: readonly ConversationView[], sort: Sort): readonly ConversationView[] =>
  [...all].sort((one, other) => orders[sort](one, other) || (one.id < other.id ? -1 : 1));

/** Closed today, the latest on top. */
export const arrangeClosed = (closed: readonly ConversationView[]): readonly ConversationView[] =>
  [...closed].sort((one, other) => Date.parse(other.closedAt ?? '') - Date.parse(one.closedAt ?? ''));

/** Whether two look at the same in the same way. */
export const isSame = (one: Wanted, other: Wanted): boolean =>
  one.show === other.show &&
  one.read === other.read &&
  one.line === other.line &&
  one.find.trim() === other.find.trim() &&
  one.sort === other.sort &&
  one.queue === other.queue &&
  one.order === other.order &&
  one.caseOrder === other.caseOrder;
