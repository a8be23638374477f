import type { AttachmentView, ConversationView, MessageMediaView, MessageView } from '#contracts';
import type { Unsent } from '../../api/outbox.ts';
import { isSameDay } from '../time.ts';
import { deliveryOf, onItsWay, refusalOf, type DeliverySaid } from './delivery.ts';

/** A text as it is drawn: one that the server has, or one on its way there. */
export interface Drawn {
  readonly id: string;
  readonly side: 'in' | 'out';
  readonly body: string;
  readonly media: readonly MessageMediaView[];
  readonly at: string;
  readonly author: MessageView['author'];
  /** What is known of its way to the customer; null on the customer's own texts. */
  readonly delivery: DeliverySaid | null;
  readonly unsent: Unsent | null;
  /** Parts of the customer's text never came. */
  readonly incomplete: boolean;
  /** A line for us that never goes to the customer, such as that a colleague is asked (product.md 21.2). */
  readonly forUs: boolean;
}

/** One line of the thread. Keys stay with what they show, so that nothing jumps. */
export type Row =
  | { readonly kind: 'top'; readonly key: string; readonly hasEarlier: boolean }
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'new'; readonly key: string; readonly at: string }
  | { readonly kind: 'line'; readonly key: string; readonly event: LineEvent; readonly at: string }
  | { readonly kind: 'moment'; readonly key: string; readonly sentence: string }
  | {
      readonly kind: 'text';
      readonly key: string;
      readonly text: Drawn;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** What happened to the conversation itself. */
export type LineEvent = 'opened' | 'accepted' | 'moved-to-waiting' | 'ended' | 'closed';

/** Something besides texts that happened while the conversation went on, in a sentence. */
export interface Moment {
  readonly key: string;
  readonly at: string;
  readonly sentence: string;
}

/** Texts of one sender within this many milliseconds stand together. */
const together = 2 * 60 * 1_000;

/** The moments of a conversation that its record tells. */
export function linesOf(conversation: ConversationView): readonly { readonly event: LineEvent; readonly at: string }[] {
  const { status, statusSince, openedAt, acceptedAt, closedAt } = conversation;
  return [
    { event: 'opened' as const, at: openedAt },
    ...(acceptedAt ? [{ event: 'accepted' as const, at: acceptedAt }] : []),
    ...(status === 'waiting' ? [{ event: 'moved-to-waiting' as const, at: statusSince }] : []),
    ...(status === 'wrap-up' ? [{ event: 'ended' as const, at: statusSince }] : []),
    ...(closedAt ? [{ event: 'closed' as const, at: closedAt }] : []),
  ];
}

const drawn = (message: MessageView, line: string): Drawn => ({
  id: message.id,
  side: message.direction,
  body: message.body,
  media: message.media,
  at: message.at,
  author: message.author,
  delivery: message.direction === 'in' ? null : deliveryOf(message, line),
  unsent: null,
  incomplete: message.incomplete ?? false,
  forUs: message.direction === 'out' && message.delivery === null,
});

/** A file on its way: what is known of it here. */
const onItsWayToo = (file: AttachmentView): MessageMediaView => ({
  ...file,
  version: 0,
  state: 'stored',
  reason: null,
  nextTryAt: null,
});

const pending = (unsent: Unsent, at: string): Drawn => ({
  incomplete: false,
  id: unsent.id,
  side: 'out',
  body: unsent.body,
  media: (unsent.files ?? []).map(onItsWayToo),
  at,
  author: { kind: 'agent', agentId: null, name: null },
  delivery: unsent.refused ? refusalOf(unsent.refused) : onItsWay,
  unsent,
  forUs: false,
});

/** Everything there is to read, oldest first. A text that the server already has is not drawn a second time. */
export function textsOf(messages: readonly MessageView[], unsent: readonly Unsent[], line: string): readonly Drawn[] {
  const known = new Set(messages.map(({ id }) => id as string));
  const sent = messages.map((message) => drawn(message, line));
  const newest = sent.at(-1)?.at ?? '';
  const waiting = unsent.filter(({ id }) => !known.has(id));
  return [...sent, ...waiting.map((text) => pending(text, text.at > newest ? text.at : newest))];
}

const sameSender = (one: Drawn, other: Drawn): boolean =>
  one.side === other.side &&
  one.author.kind === other.author.kind &&
  one.author.agentId === other.author.agentId &&
  one.forUs === other.forUs;

const belongTogether = (one: Drawn, other: Drawn): boolean =>
  sameSender(one, other) &&
  Date.parse(other.at) - Date.parse(one.at) <= together &&
  !one.delivery?.problem &&
  isSameDay(one.at, other.at);

interface Shown {
  readonly texts: readonly Drawn[];
  readonly lines: ReturnType<typeof linesOf>;
  readonly moments?: readonly Moment[];
  /** The first text that was unread when the conversation was opened. */
  readonly newFrom: string | null;
  readonly hasEarlier: boolean;
}

type Entry =
  { readonly at: string; readonly text: Drawn } | { readonly at: string; readonly event: LineEvent } | Moment;

/** Before the first text that was read, lines are out of place; after the last one they are not. */
function merged({ texts, lines, moments = [], hasEarlier }: Shown): readonly Entry[] {
  const first = texts[0]?.at;
  const isInSight = ({ at }: { readonly at: string }) => !hasEarlier || !first || at >= first;
  const fitting = lines.filter((line) => line.event !== 'opened' && isInSight(line));
  const entries: Entry[] = [...texts.map((text) => ({ at: text.at, text })), ...fitting, ...moments.filter(isInSight)];
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** A picture that can be seen large, and whose it is. */
export interface Picture {
  readonly text: Drawn;
  readonly file: MessageMediaView;
}

/** What every browser shows; another one (an iPhone's HEIC, a TIFF) would be an empty frame, and is saved instead. */
const shown = /^image\/(jpeg|png|apng|gif|webp|avif|bmp)$/;
export const isPicture = ({ state, contentType }: MessageMediaView): boolean =>
  state === 'stored' && shown.test(contentType ?? '');

/** The pictures of a thread that are here, oldest first. */
export const picturesOf = (texts: readonly Drawn[]): readonly Picture[] =>
  texts.flatMap((text) => (text.unsent ? [] : text.media.filter(isPicture).map((file) => ({ text, file }))));

/** The thread line by line: days, moments, what is new, and texts in groups that end with their state and time. */
export function rowsOf(shown: Shown): readonly Row[] {
  const rows: Row[] = [{ kind: 'top', key: 'top', hasEarlier: shown.hasEarlier }];
  const entries = merged(shown);
  entries.forEach((entry, at) => {
    const before = entries[at - 1];
    if (!before || !isSameDay(before.at, entry.at))
      rows.push({ kind: 'day', key: `day ${new Date(entry.at).toDateString()}`, at: entry.at });
    if ('sentence' in entry) {
      rows.push({ kind: 'moment', key: entry.key, sentence: entry.sentence });
      return;
    }
    if (!('text' in entry)) {
      rows.push({ kind: 'line', key: `${entry.event} ${entry.at}`, event: entry.event, at: entry.at });
      return;
    }
    const { text } = entry;
    if (text.forUs) {
      rows.push({ kind: 'moment', key: text.id, sentence: text.body });
      return;
    }
    // Where everything is new the line would say nothing.
    const isNew = text.id === shown.newFrom && entries.slice(0, at).some((earlier) => 'text' in earlier);
    if (isNew) rows.push({ kind: 'new', key: 'new', at: text.at });
    const after = entries[at + 1];
    const joinsBefore = !isNew && before !== undefined && 'text' in before && belongTogether(before.text, text);
    const joinsAfter =
      after !== undefined && 'text' in after && after.text.id !== shown.newFrom && belongTogether(text, after.text);
    rows.push({ kind: 'text', key: text.id, text, isFirst: !joinsBefore, isLast: !joinsAfter });
  });
  return rows;
}

/** The first of the last `unread` texts of the customer: where reading goes on. */
export function firstUnread(messages: readonly MessageView[], unread: number): string | null {
  if (unread === 0) return null;
  const theirs = messages.filter(({ direction }) => direction === 'in');
  return theirs.at(-unread)?.id ?? theirs[0]?.id ?? null;
}
