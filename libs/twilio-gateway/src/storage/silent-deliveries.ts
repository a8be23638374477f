import { type EntityManager, In } from 'typeorm';
import type { ChannelId } from '#contracts';
import type { Delivery } from '../domain/delivery.ts';
import { DeliveryTable } from './delivery.table.ts';

/** A text that Twilio has and whose end we have not heard of. */
export type SilentDelivery = Pick<Delivery, 'messageId' | 'channelId'> & {
  readonly providerSid: string;
  readonly submittedAt: Date;
};

const isSilent = `provider_sid IS NOT NULL AND state IN ('unknown', 'accepted', 'sent')`;

/** The outgoing texts that Twilio has and whose end we have not heard of. */
export const silentDeliveries = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(DeliveryTable);
  return {
    /** Those of them that have one of these SIDs, to be changed. */
    find: (sids: readonly string[]): Promise<Delivery[]> =>
      table.find({
        where: { providerSid: In([...sids]), state: In(['unknown', 'accepted', 'sent']) },
        order: { messageId: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      }),

    /** Those that were handed over after `after` and no later than `until`, the oldest first; a few more than `limit` where their times are the same. */
    between: (after: Date, until: Date, limit: number): Promise<SilentDelivery[]> =>
      manager.query(
        `SELECT silent.* FROM channel CROSS JOIN LATERAL (
           SELECT message_id AS "messageId", channel_id AS "channelId", provider_sid AS "providerSid", submitted_at AS "submittedAt"
           FROM delivery WHERE channel_id = channel.id AND ${isSilent} AND submitted_at > $1 AND submitted_at <= $2
           ORDER BY submitted_at FETCH FIRST $3 ROWS WITH TIES
         ) silent ORDER BY "submittedAt" FETCH FIRST $3 ROWS WITH TIES`,
        [after, until, limit],
      ),

    /** Whether there is one of this channel that was handed over after `after` and no later than `until`. */
    async isAny(channelId: ChannelId, after: Date, until: Date): Promise<boolean> {
      const found: unknown[] = await manager.query(
        `SELECT 1 FROM delivery WHERE channel_id = $1 AND ${isSilent} AND submitted_at > $2 AND submitted_at <= $3 LIMIT 1`,
        [channelId, after, until],
      );
      return found.length > 0;
    },
  };
};
