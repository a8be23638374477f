import { type EntityManager, In } from 'typeorm';
import type { MediaId, MessageId } from '#contracts';
import type { MessageMedia } from '../domain/message-media.ts';
import { MessageMediaTable } from './message-media.table.ts';

/** What we know of the files of texts. */
export const messageMedia = ({ manager }: { readonly manager: EntityManager }) => ({
  /**
   * These texts have these files: what is known of each, and of the others that they are awaited. Who says something of one of them
   * at the same time waits, and finds the text.
   */
  async claim(files: readonly MessageMedia[]): Promise<ReadonlyMap<MediaId, MessageMedia>> {
    if (files.length === 0) return new Map();
    await manager.query(
      `INSERT INTO message_media (id, message_id, version, state)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS new (id, message_id, version, state) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET message_id = coalesce(message_media.message_id, excluded.message_id)`,
      [
        files.map(({ id }) => id),
        files.map(({ messageId }) => messageId),
        files.map(({ version }) => version),
        files.map(({ state }) => state),
      ],
    );
    const found = await manager.getRepository(MessageMediaTable).findBy({ id: In(files.map(({ id }) => id)) });
    return new Map(found.map((one) => [one.id, one]));
  },

  /** Keeps what was said, each file named once; answers those that are news, with the text that has them. */
  async remember(
    told: readonly MessageMedia[],
  ): Promise<readonly (MessageMedia & { readonly messageId: MessageId | null })[]> {
    const stored: { id: MediaId; message_id: MessageId | null }[] = await manager.query(
      `INSERT INTO message_media (id, message_id, conversation_id, version, state, reason, content_type, size, file_name, next_try_at)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[],
         $10::timestamptz[]) AS new (id, message_id, conversation_id, version, state, reason, content_type, size, file_name, next_try_at)
       ORDER BY id
       ON CONFLICT (id) DO UPDATE SET message_id = coalesce(message_media.message_id, excluded.message_id),
         conversation_id = coalesce(excluded.conversation_id, message_media.conversation_id), version = excluded.version,
         state = excluded.state, reason = excluded.reason, content_type = excluded.content_type, size = excluded.size,
         file_name = excluded.file_name, next_try_at = excluded.next_try_at
       WHERE message_media.version < excluded.version RETURNING id, message_id`,
      [
        told.map(({ id }) => id),
        told.map(({ messageId }) => messageId),
        told.map(({ conversationId }) => conversationId),
        told.map(({ version }) => version),
        told.map(({ state }) => state),
        told.map(({ reason }) => reason),
        told.map(({ contentType }) => contentType),
        told.map(({ size }) => size),
        told.map(({ fileName }) => fileName),
        told.map(({ nextTryAt }) => nextTryAt),
      ],
    );
    const owners = new Map(stored.map(({ id, message_id }) => [id, message_id]));
    return told.flatMap((one) => (owners.has(one.id) ? [{ ...one, messageId: owners.get(one.id)! }] : []));
  },
});
