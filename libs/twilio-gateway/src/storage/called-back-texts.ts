import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { DeliveryTable } from './delivery.table.ts';

/** Part of a text is with the provider, or was: what is left of it leaves, too. */
const hasLeftInPart = `EXISTS (
  SELECT FROM delivery other WHERE other.whole_id = delivery.whole_id AND other.part <> delivery.part
    AND other.state NOT IN ('queued', 'failed', 'undelivered'))`;

/** The texts that are not wanted any more. */
export const calledBackTexts = ({ manager, now }: Pick<Transaction, 'manager' | 'now'>) => ({
  /** Whatever becomes of them, and whenever they are heard of: they are not to leave. */
  async remember(messageIds: readonly MessageId[]): Promise<void> {
    await manager.query(
      `INSERT INTO called_back_text (message_id, called_back_at) SELECT DISTINCT id, $2::timestamptz FROM unnest($1::uuid[]) AS asked (id)
       ON CONFLICT (message_id) DO NOTHING`,
      [messageIds, now],
    );
  },

  /** What waits of them, to be changed. */
  waiting: (messageIds: readonly MessageId[]): Promise<Delivery[]> =>
    manager
      .getRepository(DeliveryTable)
      .createQueryBuilder('delivery')
      .where(`delivery.whole_id = ANY(:messageIds) AND delivery.state = 'queued' AND NOT ${hasLeftInPart}`, {
        messageIds,
      })
      .orderBy('delivery.messageId', 'ASC')
      .setLock('pessimistic_write')
      .getMany(),

  /** Which of these were called back. */
  async among(deliveries: readonly Pick<Delivery, 'messageId'>[]): Promise<ReadonlySet<MessageId>> {
    const found: { id: MessageId }[] = await manager.query(
      `SELECT delivery.message_id AS id FROM delivery JOIN called_back_text called ON called.message_id = delivery.whole_id
       WHERE delivery.message_id = ANY($1::uuid[]) AND NOT ${hasLeftInPart}`,
      [deliveries.map(({ messageId }) => messageId)],
    );
    return new Set(found.map(({ id }) => id));
  },
});
