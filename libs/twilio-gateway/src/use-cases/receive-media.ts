import { type ChannelId, mediaId, type MediaId, type MessageId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import type { IncomingText } from '../domain/incoming-text.ts';
import { type Media, received } from '../domain/media.ts';
import { channelSettings } from '../storage/channel-settings.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

interface NewText {
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly text: IncomingText;
  readonly cause: Cause;
}

/**
 * Notes every file of new texts, to be fetched once this is committed; where the channel takes none, that there was one. Answers the ids of
 * each text's files. Texts without files cost nothing.
 */
export async function receiveMedia(
  tx: Transaction,
  texts: readonly NewText[],
): Promise<ReadonlyMap<MessageId, readonly MediaId[]>> {
  const withFiles = texts.filter(({ text }) => text.files.length > 0);
  if (withFiles.length === 0) return new Map();
  const settings = await channelSettings(tx).of(withFiles.map(({ channelId }) => channelId));
  const files = withFiles.flatMap(({ messageId, channelId, text, cause }) =>
    text.files.map((file, index) => {
      const told = { id: mediaId.parse(tx.newId()), channelId, messageId, index, textSid: text.sid };
      const mayAttach = settings.get(channelId)?.customersMayAttach ?? false;
      const one = received({ ...told, fileSid: file.sid, statedType: file.contentType }, mayAttach, tx.now);
      return { one, cause };
    }),
  );
  await media(tx).add(files.map(({ one }) => one));
  for (const { one, cause } of files) sayMedia(tx.withCause(cause), one);
  if (files.some(({ one }) => one.state === 'awaited')) tx.wake('fetch-media');
  return idsByText(files.map(({ one }) => one));
}

function idsByText(files: readonly Media[]): ReadonlyMap<MessageId, readonly MediaId[]> {
  const ids = new Map<MessageId, MediaId[]>();
  for (const { id, messageId } of files) ids.set(messageId!, [...(ids.get(messageId!) ?? []), id]);
  return ids;
}
