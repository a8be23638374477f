import type {
  AgentId,
  ConversationId,
  DeliveryReason,
  DeliveryState,
  MediaId,
  MessageId,
  MessageMediaView,
  MessageView,
} from '#contracts';

/** One text in the thread of a conversation. */
export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly direction: 'in' | 'out';
  readonly body: string;
  /** Something of it was hidden before it was kept (product.md 32). */
  readonly masked: boolean;
  /** Parts of the customer's text never came. */
  readonly incomplete: boolean;
  readonly authorKind: MessageView['author']['kind'];
  readonly authorId: AgentId | null;
  /** The author's name when it was written. */
  readonly authorName: string | null;
  /** A rule said it in the name of its author, who wrote nothing themselves (product.md 17.5). */
  readonly byRule: boolean;
  /** When the gateway took the customer's text in, or when we wrote ours. Orders the thread, then `position` does. */
  readonly receivedAt: Date;
  readonly position: number;
  /** How many parts the carrier cut the customer's text into; 0 when nobody said. */
  readonly segments: number;
  readonly mediaIds: readonly MediaId[];
  /** What is shown of its files, in their order. */
  readonly media: readonly MessageMediaView[];
  /** How far ours has come; null on the customer's. */
  readonly deliveryState: DeliveryState | null;
  readonly deliveryReason: DeliveryReason | null;
  readonly deliveryError: string | null;
  readonly deliveryChangedAt: Date | null;
  /** Of the gateway's last word on it; 0 before the first. */
  readonly deliveryVersion: number;
  /** The customer got links to its files, which could not go along. */
  readonly deliveryAsLinks: boolean;
  /** When it presumably leaves, while it waits to and somebody can tell. */
  readonly deliveryExpectedAt: Date | null;
  /** When a text that did not reach the customer is presumably tried for the last time. */
  readonly deliveryTriedUntil: Date | null;
}

type Written = Pick<Message, 'id' | 'conversationId' | 'body' | 'receivedAt' | 'position'> &
  Partial<Pick<Message, 'masked'>>;

/** Who wrote it. */
export const authorOf = ({
  authorKind: kind,
  authorId: agentId,
  authorName: name,
}: Message): MessageView['author'] => ({
  kind,
  agentId,
  name,
});

/** A text of the customer. */
export const customerText = (text: Written & Pick<Message, 'segments' | 'mediaIds'>): Message => ({
  ...text,
  media: [],
  masked: text.masked ?? false,
  incomplete: false,
  direction: 'in',
  authorKind: 'customer',
  authorId: null,
  authorName: null,
  byRule: false,
  deliveryState: null,
  deliveryReason: null,
  deliveryError: null,
  deliveryChangedAt: null,
  deliveryVersion: 0,
  deliveryAsLinks: false,
  deliveryExpectedAt: null,
  deliveryTriedUntil: null,
});

/** A text of an agent, about to leave with these files. */
export const agentText = (
  text: Written & Partial<Pick<Message, 'mediaIds' | 'media' | 'byRule'>>,
  author: { agentId: AgentId; name: string },
): Message => ({
  ...text,
  masked: text.masked ?? false,
  incomplete: false,
  direction: 'out',
  authorKind: 'agent',
  authorId: author.agentId,
  authorName: author.name,
  byRule: text.byRule ?? false,
  segments: 0,
  mediaIds: text.mediaIds ?? [],
  media: text.media ?? [],
  deliveryState: 'queued',
  deliveryReason: null,
  deliveryError: null,
  deliveryChangedAt: text.receivedAt,
  deliveryVersion: 0,
  deliveryAsLinks: false,
  deliveryExpectedAt: null,
  deliveryTriedUntil: null,
});

/** A text that no agent wrote, about to leave: a bot's, or one of a campaign. */
export const automaticText = (text: Written, { kind, name }: { kind: 'bot' | 'campaign'; name: string }): Message => ({
  ...text,
  masked: text.masked ?? false,
  incomplete: false,
  direction: 'out',
  authorKind: kind,
  authorId: null,
  authorName: name,
  byRule: false,
  segments: 0,
  mediaIds: [],
  media: [],
  deliveryState: 'queued',
  deliveryReason: null,
  deliveryError: null,
  deliveryChangedAt: text.receivedAt,
  deliveryVersion: 0,
  deliveryAsLinks: false,
  deliveryExpectedAt: null,
  deliveryTriedUntil: null,
});

/** What we say by ourselves, about to leave. */
export const automatedText = (text: Written): Message => ({
  ...systemLine(text),
  deliveryState: 'queued',
  deliveryChangedAt: text.receivedAt,
});

/** A line of the thread that says what happened; it goes nowhere. */
export const systemLine = (line: Written): Message => ({
  ...line,
  masked: false,
  incomplete: false,
  direction: 'out',
  authorKind: 'system',
  authorId: null,
  authorName: null,
  byRule: false,
  segments: 0,
  mediaIds: [],
  media: [],
  deliveryState: null,
  deliveryReason: null,
  deliveryError: null,
  deliveryChangedAt: null,
  deliveryVersion: 0,
  deliveryAsLinks: false,
  deliveryExpectedAt: null,
  deliveryTriedUntil: null,
});

/** Of a customer's text something cannot be shown for good: it has neither words nor files, or one of its files is not taken. */
export const isUnsupported = ({ direction, body, mediaIds, media }: Message): boolean =>
  direction === 'in' &&
  ((body.trim() === '' && mediaIds.length === 0) || media.some(({ state }) => state === 'refused'));

/** What was said later of its files counts; what was said of others, and earlier, changes nothing. */
export function withMedia(before: Message, told: readonly MessageMediaView[]): Message {
  const shown = before.mediaIds.flatMap((id) => {
    const known = before.media.find((one) => one.id === id);
    const news = told.find((one) => one.id === id);
    return (news && news.version >= (known?.version ?? 0) ? news : known) ?? [];
  });
  return { ...before, media: shown };
}

/** The gateway's word on one of our texts. */
export interface DeliveryStep {
  readonly version: number;
  readonly state: DeliveryState;
  readonly reason: DeliveryReason | null;
  readonly errorCode: string | null;
  readonly changedAt: Date;
  readonly asLinks?: boolean | undefined;
  readonly expectedAt?: Date | null;
  readonly triedUntil?: Date | null;
}

/** Deliveries only go forward: an earlier word that comes late, and one on a customer's text, changes nothing. */
export function recordDelivery(before: Message, step: DeliveryStep): Message {
  if (before.deliveryState === null || step.version <= before.deliveryVersion) return before;
  return {
    ...before,
    deliveryState: step.state,
    deliveryReason: step.reason,
    deliveryError: step.errorCode,
    deliveryChangedAt: step.changedAt,
    deliveryVersion: step.version,
    deliveryAsLinks: step.asLinks ?? false,
    deliveryExpectedAt: step.expectedAt ?? null,
    deliveryTriedUntil: step.triedUntil ?? null,
  };
}

/** The first words, to show where there is no room for all: at most 200 characters, none of them cut in two. */
export const previewOf = (body: string): string => body.slice(0, 200).replace(/[\uD800-\uDBFF]$/, '');
