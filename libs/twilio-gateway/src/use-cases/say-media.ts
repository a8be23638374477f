import { mediaStored, mediaUnavailable } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Media } from '../domain/media.ts';

/** Says what became of a file. While it is awaited there is nothing to say: the text says that it has one. */
export function sayMedia(tx: Transaction, media: Media): void {
  const { id: mediaId, version, messageId, index, direction, fileName, channelId, state } = media;
  const changedAt = media.changedAt.toISOString();
  const file = { mediaId, version, messageId, index, direction, fileName, channelId, changedAt };
  if (state === 'stored')
    return tx.publish(mediaStored, {
      ...file,
      state,
      reason: null,
      contentType: media.contentType!,
      size: media.size!,
      conversationId: media.conversationId,
    });
  if (state === 'awaited') return;
  tx.publish(mediaUnavailable, {
    ...file,
    state,
    reason: media.reason,
    contentType: media.contentType ?? media.statedType,
    size: media.size,
    nextTryAt: state === 'late' ? (media.dueAt?.toISOString() ?? null) : null,
  });
}
