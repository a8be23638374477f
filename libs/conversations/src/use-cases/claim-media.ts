import type { MediaId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Message, withMedia } from '../domain/message.ts';
import { awaited, type MessageMedia, shownOf } from '../domain/message-media.ts';
import { messageMedia } from '../storage/message-media.ts';

/** This text has these files: what is known of each, in their order. What is said of them from now on reaches the text. */
export async function claimMedia(
  tx: Transaction,
  ids: readonly MediaId[],
  messageId: MessageId,
): Promise<readonly MessageMedia[]> {
  const known = await messageMedia(tx).claim(ids.map((id) => awaited(id, messageId)));
  return ids.map((id) => known.get(id)!);
}

/** New texts of customers, with what is known of their files already. Texts without files cost nothing. */
export async function withFiles(tx: Transaction, written: readonly Message[]): Promise<readonly Message[]> {
  const files = written.flatMap(({ id: messageId, mediaIds }) => mediaIds.map((id) => awaited(id, messageId)));
  if (files.length === 0) return written;
  const known = await messageMedia(tx).claim(files);
  return written.map((message) =>
    withMedia(
      message,
      message.mediaIds.map((id) => shownOf(known.get(id)!)),
    ),
  );
}
