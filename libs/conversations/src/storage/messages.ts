import type { ConversationId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import type { Message } from '../domain/message.ts';
import { inBulk } from './in-bulk.ts';
import { MessageTable } from './message.table.ts';

/** The texts this transaction may read and write. */
export const messages = ({ manager }: Transaction) => {
  const table = manager.getRepository(MessageTable);
  return {
    find: (id: MessageId): Promise<Message | null> => table.findOneBy({ id }),

    /** The text that this conversation begins with. */
    firstOf: (conversationId: ConversationId): Promise<Message | null> =>
      table.findOne({ where: { conversationId }, order: { receivedAt: 'ASC', position: 'ASC' } }),

    /** Of these conversations, those in which the agent who has them wrote since they took them. */
    async answeredByAgent(taken: readonly Conversation[]): Promise<Set<ConversationId>> {
      const accepted = taken.filter(({ acceptedAt }) => acceptedAt !== null);
      if (accepted.length === 0) return new Set();
      const found: { id: ConversationId }[] = await manager.query(
        `SELECT taken.id FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS taken (id, by, since) WHERE EXISTS (
           SELECT FROM message m WHERE m.conversation_id = taken.id AND m.received_at >= taken.since
             AND m.author_kind = 'agent' AND m.author_id = taken.by AND NOT m.by_rule)`,
        [
          accepted.map(({ id }) => id),
          accepted.map(({ agentId }) => agentId),
          accepted.map(({ acceptedAt }) => acceptedAt),
        ],
      );
      return new Set(found.map(({ id }) => id));
    },

    /** Of these, the ones we do not have. */
    async unknownAmong(ids: readonly MessageId[]): Promise<Set<MessageId>> {
      const unknown = new Set(ids);
      const known: { id: MessageId }[] = await manager.query(`SELECT id FROM message WHERE id = ANY($1)`, [ids]);
      for (const { id } of known) unknown.delete(id);
      return unknown;
    },

    /** These, locked in the order of ids until the transaction ends. */
    async lock(ids: readonly MessageId[]): Promise<Map<MessageId, Message>> {
      const found = await table
        .createQueryBuilder('m')
        .where('m.id = ANY(:ids)', { ids })
        .orderBy('m.id')
        .setLock('pessimistic_write')
        .getMany();
      return new Map(found.map((message) => [message.id, message]));
    },

    /** False when there is a text with one of these ids already; the others are added. */
    add: async (...written: readonly Message[]): Promise<boolean> =>
      (await inBulk(manager, MessageTable).insert(written)) === written.length,

    /** Stores what is shown of the files of these, and nothing else of them. */
    async saveMedia(changed: readonly Message[]): Promise<void> {
      if (changed.length === 0) return;
      await manager.query(
        `UPDATE message SET media = new.media FROM unnest($1::uuid[], $2::jsonb[]) AS new (id, media) WHERE message.id = new.id`,
        [changed.map(({ id }) => id), changed.map(({ media }) => JSON.stringify(media))],
      );
    },

    /** Stores of these that parts of them never came, and nothing else of them. */
    async saveIncomplete(changed: readonly Message[]): Promise<void> {
      if (changed.length === 0) return;
      await manager.query(`UPDATE message SET incomplete = true WHERE id = ANY($1)`, [changed.map(({ id }) => id)]);
    },

    /** Stores how far these have come, and nothing else of them. */
    async saveDeliveries(changed: readonly Message[]): Promise<void> {
      if (changed.length === 0) return;
      await manager.query(
        `UPDATE message SET delivery_state = new.state, delivery_reason = new.reason, delivery_error = new.error,
                            delivery_changed_at = new.changed_at, delivery_version = new.version,
                            delivery_as_links = new.as_links, delivery_expected_at = new.expected_at,
                            delivery_tried_until = new.tried_until
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::integer[], $7::boolean[],
                     $8::timestamptz[], $9::timestamptz[])
                AS new (id, state, reason, error, changed_at, version, as_links, expected_at, tried_until)
         WHERE message.id = new.id`,
        [
          changed.map(({ id }) => id),
          changed.map(({ deliveryState }) => deliveryState),
          changed.map(({ deliveryReason }) => deliveryReason),
          changed.map(({ deliveryError }) => deliveryError),
          changed.map(({ deliveryChangedAt }) => deliveryChangedAt),
          changed.map(({ deliveryVersion }) => deliveryVersion),
          changed.map(({ deliveryAsLinks }) => deliveryAsLinks),
          changed.map(({ deliveryExpectedAt }) => deliveryExpectedAt),
          changed.map(({ deliveryTriedUntil }) => deliveryTriedUntil),
        ],
      );
    },
  };
};
