import type { Envelope, EventOf, mediaStored, mediaUnavailable, MessageId } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { isUnsupported, withMedia } from '../domain/message.ts';
import { type MessageMedia, shownOf } from '../domain/message-media.ts';
import { conversations } from '../storage/conversations.ts';
import { messageMedia } from '../storage/message-media.ts';
import { messages } from '../storage/messages.ts';
import { showMessage } from './say.ts';
import { tellOfUnsupported } from './tell-of-unsupported.ts';

type MediaFact = EventOf<typeof mediaStored> | EventOf<typeof mediaUnavailable>;

/**
 * The gateway said what became of files (product.md 23); of one file the later version holds. A file whose text is not here yet is kept
 * for it.
 */
export async function recordMedia(tx: Transaction, events: readonly MediaFact[]): Promise<void> {
  const told = newestOf<MediaFact['data']>(
    events as readonly Envelope<MediaFact['data']>[],
    ({ mediaId }) => mediaId,
  ).map(fileOf);
  const news = await messageMedia(tx).remember(told);
  const byMessage = new Map<MessageId, MessageMedia[]>();
  for (const file of news)
    if (file.messageId) byMessage.set(file.messageId, [...(byMessage.get(file.messageId) ?? []), file]);
  if (byMessage.size === 0) return;

  const found = await messages(tx).lock([...byMessage.keys()]);
  const changed = [...found.values()].map((message) => withMedia(message, byMessage.get(message.id)!.map(shownOf)));
  await messages(tx).saveMedia(changed);
  const readers = await conversations(tx).readersOf(changed.map(({ conversationId }) => conversationId));
  for (const message of changed) showMessage(tx, message, readers.get(message.conversationId) ?? []);
  await tellOfUnsupported(
    tx,
    changed.filter(({ id }) => !isUnsupported(found.get(id)!)),
  );
}

function fileOf(data: MediaFact['data']): MessageMedia {
  const { mediaId: id, messageId, version, state, reason, contentType, size, fileName } = data;
  return {
    ...{ id, messageId, version, state, reason, contentType, size, fileName },
    conversationId: 'conversationId' in data ? data.conversationId : null,
    nextTryAt: 'nextTryAt' in data ? data.nextTryAt : null,
  };
}
