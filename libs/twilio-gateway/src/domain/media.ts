import {
  type AgentId,
  type ChannelId,
  type ConversationId,
  type MediaId,
  type MediaReason,
  type MessageId,
  Refusal,
} from '#contracts';

/** `awaited` and `late` are fetched by themselves, `unavailable` when somebody asks, `refused` and `erased` never. */
export type State = 'awaited' | 'late' | 'stored' | 'unavailable' | 'refused' | 'erased';

/** One file of a text, a customer's or ours, and whether it is here (product.md 23). */
export interface Media {
  readonly id: MediaId;
  readonly direction: 'in' | 'out';
  readonly channelId: ChannelId;
  /** Of what an agent attached: for which conversation. */
  readonly conversationId: ConversationId | null;
  /** The text that it belongs to; null while an agent has attached it to none yet. */
  readonly messageId: MessageId | null;
  /** Its place among the files of the text, from 0. */
  readonly index: number;
  /** Twilio's SIDs of the text and of the file, of what a customer sent. The file's is null where only the number of files is known. */
  readonly textSid: string | null;
  readonly fileSid: string | null;
  readonly fileName: string | null;
  /** What it was said to be. */
  readonly statedType: string | null;
  /** What it is, as its content shows. */
  readonly contentType: string | null;
  /** In bytes. */
  readonly size: number | null;
  /** SHA-256 of what an agent attached, so that the same once more is the same file. */
  readonly hash: string | null;
  /** Under which name its bytes lie; null: under its id. */
  readonly storedAs: string | null;
  readonly state: State;
  readonly reason: MediaReason | null;
  /** How often it was tried since somebody last asked. */
  readonly attempts: number;
  /** When it is tried next; while it is being tried: when whoever tries must be gone. Null: not by itself. */
  readonly dueAt: Date | null;
  /** Rises with every change. */
  readonly version: number;
  readonly uploadedBy: AgentId | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** What was found in a file that is kept. */
export interface Content {
  readonly contentType: string;
  readonly size: number;
  readonly hash: string;
}

/** A file that is not to be had now, and why. */
export type Failure = Extract<
  MediaReason,
  'not-found' | 'provider-refused' | 'provider-failed' | 'storage-failed' | 'scan-failed' | 'channel-gone'
>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long who tries may take before it is tried anew. */
const patience = 15 * minute;
/** The waits before each further try; a picture may be missing at Twilio for a second or two after its text (twilio.md 4.8). */
const waits = [
  2 * second,
  5 * second,
  15 * second,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
];
/** After so many tries it is left alone. What is not there for twenty minutes will not come; who is refused is not let in by asking. */
const tries: Readonly<Record<Failure, number>> = {
  'not-found': 7,
  'provider-refused': 4,
  'channel-gone': 1,
  'provider-failed': waits.length + 1,
  'storage-failed': waits.length + 1,
  'scan-failed': waits.length + 1,
};

type Told = Pick<Media, 'id' | 'channelId' | 'messageId' | 'index' | 'textSid' | 'fileSid' | 'statedType'>;

/** A file of a customer's text: to be fetched, or not let in where the channel takes none. */
export const received = (told: Told, mayAttach: boolean, now: Date): Media => ({
  ...told,
  direction: 'in',
  conversationId: null,
  fileName: null,
  contentType: null,
  size: null,
  hash: null,
  storedAs: null,
  attempts: 0,
  version: 1,
  uploadedBy: null,
  createdAt: now,
  changedAt: now,
  ...(mayAttach
    ? { state: 'awaited' as const, reason: null, dueAt: now }
    : { state: 'refused' as const, reason: 'not-allowed' as const, dueAt: null }),
});

type Upload = Pick<Media, 'id' | 'channelId' | 'fileName' | 'statedType'> & {
  readonly conversationId: ConversationId;
  readonly uploadedBy: AgentId;
};

/**
 * Under which name the bytes of an upload lie: of two files that come under one id at the same moment, to two replicas, neither takes the
 * other's place.
 */
export const placeOfUpload = (id: MediaId, hash: string): string => `${id}.${hash}`;

/** A file that an agent attached: it was looked at and kept before anybody hears of it. */
export const uploaded = (upload: Upload, content: Content, now: Date): Media => ({
  ...upload,
  ...content,
  storedAs: placeOfUpload(upload.id, content.hash),
  direction: 'out',
  messageId: null,
  index: 0,
  textSid: null,
  fileSid: null,
  state: 'stored',
  reason: null,
  attempts: 0,
  dueAt: null,
  version: 1,
  createdAt: now,
  changedAt: now,
});

/** A due file is about to be fetched. Nothing anybody needs to hear; a crash meanwhile only makes it due again. */
export const tried = (media: Media, now: Date): Media => ({
  ...media,
  attempts: media.attempts + 1,
  dueAt: new Date(now.getTime() + patience),
});

/** It is here. */
export const stored = (media: Media, content: Content, now: Date): Media =>
  change(media, now, { ...content, state: 'stored', reason: null, dueAt: null });

/** It was looked at, and is not let in. */
export const refused = (media: Media, reason: MediaReason, now: Date): Media =>
  change(media, now, { state: 'refused', reason, dueAt: null });

/** It was not to be had: tried again after a while, or left alone. `chance` is between 0 and 1 and spreads the tries of many files. */
export function failed(media: Media, reason: Failure, now: Date, chance: number): Media {
  const wait = waits[Math.min(media.attempts, waits.length) - 1];
  if (wait === undefined || media.attempts >= tries[reason])
    return change(media, now, { state: 'unavailable', reason, dueAt: null });
  return change(media, now, { state: 'late', reason, dueAt: new Date(now.getTime() + wait * (0.75 + chance / 2)) });
}

/** Somebody asks for it again. What is being fetched anyway stays as it is; refused with `media-state` where it will never come. */
export function askedAgain(media: Media, now: Date): Media {
  if (media.state === 'unavailable')
    return change(media, now, { state: 'awaited', reason: null, attempts: 0, dueAt: now });
  if (media.state === 'late') return { ...media, dueAt: now };
  if (media.state === 'awaited' || media.state === 'stored') return media;
  throw new Refusal('media-state', 'This file was not let in and will not be.');
}

/** An agent's text takes the file with it. */
export const attached = (media: Media, messageId: MessageId, index: number, now: Date): Media =>
  change(media, now, { messageId, index });

/**
 * Nothing of it is kept but that it was there (decisions R). Its bytes are removed after this is committed; where it may be being fetched at
 * this moment, when whoever fetches it must be done or gone, for what they bring would lie there for ever.
 */
export const erased = (media: Media, now: Date): Media =>
  change(media, now, {
    state: 'erased',
    reason: null,
    fileName: null,
    statedType: null,
    contentType: null,
    size: null,
    hash: null,
    dueAt: mayBeUnderWay(media) ? new Date(now.getTime() + patience) : now,
  });

const mayBeUnderWay = ({ state, attempts }: Media): boolean =>
  (state === 'awaited' || state === 'late') && attempts > 0;

/** Whether an agent's text may take these files with it: each is here, of its conversation, and with no other text (product.md 23). */
export const mayLeaveWith = (
  media: readonly Media[],
  text: { readonly messageId: MessageId; readonly conversationId: ConversationId; readonly channelId: ChannelId },
): boolean =>
  media.every(
    ({ direction, state, messageId, conversationId, channelId }) =>
      direction === 'out' &&
      state === 'stored' &&
      conversationId === text.conversationId &&
      channelId === text.channelId &&
      (messageId === null || messageId === text.messageId),
  );

const change = (media: Media, now: Date, changes: Partial<Media>): Media => ({
  ...media,
  ...changes,
  version: media.version + 1,
  changedAt: now,
});
