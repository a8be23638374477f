import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { DeliveryTable } from './delivery.table.ts';
import { type DeliveryObservation, DeliveryObservationTable } from './delivery-observation.table.ts';

/** The outgoing texts this transaction may read and change. */
export const deliveries = ({ manager, now }: Transaction) => {
  const table = manager.getRepository(DeliveryTable);
  return {
    /** Once for each message id. */
    plan: (...planned: readonly Delivery[]) =>
      table
        .createQueryBuilder()
        .insert()
        .values([...planned])
        .orIgnore()
        .execute(),

    find: (messageId: MessageId): Promise<Delivery | null> =>
      table.findOne({ where: { messageId }, lock: { mode: 'pessimistic_write' } }),

    /**
     * The next ones whose turn has come, of each conversation at most the oldest one, most urgent first. One whose channel is not known
     * yet is passed over until it is, or until it is too old to be sent. Rows that another process is taking are passed over too.
     */
    takeNext: (limit: number): Promise<Delivery[]> =>
      table
        .createQueryBuilder('delivery')
        .where(`delivery.state = 'queued' AND delivery.due_at <= :now`, { now })
        .andWhere(
          `NOT EXISTS (
             SELECT FROM delivery earlier WHERE earlier.conversation_id = delivery.conversation_id
               AND earlier.state IN ('queued', 'submitting')
               AND (earlier.written_at, earlier.message_id) < (delivery.written_at, delivery.message_id))`,
        )
        .andWhere(
          `(delivery.valid_until <= :now OR EXISTS (
             SELECT FROM channel JOIN account ON account.id = channel.account_id WHERE channel.id = delivery.channel_id))`,
        )
        .orderBy({ 'delivery.priority': 'ASC', 'delivery.writtenAt': 'ASC', 'delivery.messageId': 'ASC' })
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany(),

    /** Those that Twilio was asked for so long ago that whoever asked must be gone. */
    abandonedSince: (time: Date, limit: number): Promise<Delivery[]> =>
      table
        .createQueryBuilder('delivery')
        .where(`delivery.state = 'submitting' AND delivery.submitted_at <= :time`, { time })
        .orderBy('delivery.submittedAt', 'ASC')
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany(),

    save: (changed: readonly Delivery[]) => table.upsert([...changed], ['messageId']),

    keepObservation: (observation: DeliveryObservation) =>
      manager.getRepository(DeliveryObservationTable).insert(observation),
  };
};
