import type { AttachmentView } from '#contracts';
import { useSyncExternalStore } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { v7 } from 'uuid';
import { writeText } from './conversations.ts';
import { browserShelf } from './outbox-shelf.ts';
import { Outbox, type Unsent } from './outbox.ts';
import { Sender } from './sender.ts';

export const outbox = new Outbox(browserShelf<Unsent>('parley'));

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
let author = '';

/** Begins to send for this person: first what an earlier window left behind. */
export function startSending(cache: QueryClient, by: string): void {
  author = by;
  if (sender) return;
  const write = async ({ conversationId, id, body, original, files = [] }: Unsent) => {
    const mediaIds = files.map((file) => file.id);
    // What carries files arrives with the first one.
    const carried = mediaIds.length > 0 ? await import('./attached.ts') : null;
    await carried?.kept(by, mediaIds);
    await writeText(cache, conversationId, id, { body, mediaIds, original });
    carried?.attachments.drop(id);
  };
  sender = new Sender(outbox, { write, pause });
  void sender.resume(by);
}

/** Who writes in this desk. */
export const writer = (): string => author;

/** Sends a text at most once, from this key press on; its files go before it. */
export function sendText(
  conversationId: string,
  body: string,
  files: readonly AttachmentView[] = [],
  original?: string,
): Unsent {
  const text = {
    id: v7(),
    conversationId,
    body,
    original,
    files,
    at: new Date().toISOString(),
    by: author,
    refused: null,
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

/** How many texts wait to go out, in all conversations. */
export const useWaitingTexts = (): number => useSyncExternalStore(outbox.watch, outbox.waiting);
