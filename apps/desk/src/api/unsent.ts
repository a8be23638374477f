import type { AttachmentView } from '#contracts';
import { useSyncExternalStore } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { v7 } from 'uuid';
import { now } from '../live/clock.ts';
import { preferences } from '../shell/preferences.ts';
import { mine, writeText } from './conversations.ts';
import { browserShelf } from './outbox-shelf.ts';
import { type OtherWindows, Outbox, type Unsent } from './outbox.ts';
import { Sender } from './sender.ts';

/** Ids alone go through it: what was written stays on the shelf. */
const channel = new BroadcastChannel('parley-unsent');
const otherWindows: OtherWindows = {
  tell: (gone) => channel.postMessage(gone),
  hear: (heard) => {
    channel.onmessage = ({ data }: MessageEvent<Parameters<typeof heard>[0]>) => heard(data);
  },
};
export const outbox = new Outbox(browserShelf<Unsent>('parley'), otherWindows);

/** Waits before another attempt; less when the network is back before. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      window.removeEventListener('online', over);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    window.addEventListener('online', over);
  });

let sender: Sender | undefined;
let cacheOf: QueryClient | undefined;
let author = '';

/** Waits for as long as a text can be taken back. */
const hold = ({ heldUntil }: Unsent): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Date.parse(heldUntil!) - now()));

/** Begins to send for this person: first what an earlier window left behind. */
export function startSending(cache: QueryClient, by: string): void {
  author = by;
  cacheOf = cache;
  if (sender) return;
  const write = async ({ conversationId, id, body, original, files = [] }: Unsent) => {
    const mediaIds = files.map((file) => file.id);
    // What carries files arrives with the first one.
    const carried = mediaIds.length > 0 ? await import('./attached.ts') : null;
    await carried?.kept(by, mediaIds);
    await writeText(cache, conversationId, id, { body, mediaIds, original });
    carried?.attachments.drop(id);
  };
  sender = new Sender(outbox, { write, pause, hold });
  void sender.resume(by);
}

/** Who writes in this desk. */
export const writer = (): string => author;

/** Sends a text at most once, from this key press on; its files go before it. A person may choose to have a moment to take it back. */
export function sendText(
  conversationId: string,
  body: string,
  files: readonly AttachmentView[] = [],
  original?: string,
): Unsent {
  const { undoSend } = preferences();
  const text = {
    id: v7(),
    conversationId,
    to: cacheOf?.getQueryData(mine.queryKey)?.find((one) => one.id === conversationId)?.customer,
    body,
    original,
    files,
    at: new Date().toISOString(),
    by: author,
    refused: null,
    ...(undoSend > 0 && { heldUntil: new Date(now() + undoSend * 1_000).toISOString() }),
  };
  void sender?.send(text);
  return text;
}

/** Waits for the texts of a conversation that are on their way. */
export const sentBefore = (conversationId: string): Promise<void> =>
  sender?.settled(conversationId) ?? Promise.resolve();

/** The texts of a conversation that are on their way, or were refused. */
export const useUnsent = (conversationId: string): readonly Unsent[] =>
  useSyncExternalStore(outbox.watch, () => outbox.of(conversationId));

/** The texts that were refused of conversations that are not mine, or not any more; `undefined` while nobody knows which are mine. */
export const useLeftTexts = (mineNow: readonly { readonly id: string }[] | undefined): readonly Unsent[] => {
  const ids = mineNow?.map(({ id }) => id).join();
  return useSyncExternalStore(outbox.watch, () => (ids === undefined ? nothing : outbox.refusedBeside(ids)));
};
const nothing: readonly Unsent[] = [];

/** Throws one away that never left, with its files. */
export function discardUnsent(text: Pick<Unsent, 'id' | 'conversationId' | 'files'>): void {
  if (text.files && text.files.length > 0)
    void import('./attached.ts').then((files) => files.attachments.drop(text.id));
  void outbox.forget(text).catch(() => undefined);
}

/** How many texts wait to go out, in all conversations. */
export const useWaitingTexts = (): number => useSyncExternalStore(outbox.watch, outbox.waiting);
