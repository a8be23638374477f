import type { Address, ConversationId, MediaId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import type { Media } from '../domain/media.ts';
import { consentKey } from './consent-key.ts';
import { DeliveryTable } from './delivery.table.ts';
import { MediaTable } from './media.table.ts';

/** Everything that is kept of customers, to be forgotten. */
export const forgetting = ({ manager }: Transaction) => ({
  /** Since when they are forgotten: texts from before that come in later are theirs no more (incoming-messages.ts). */
  async remember(until: ReadonlyMap<Address, Date>): Promise<void> {
    const pseudonymOf = await consentKey(manager).pseudonyms();
    await manager.query(
      `INSERT INTO forgotten_customer (pseudonym, forgotten_at) SELECT * FROM unnest($1::text[], $2::timestamptz[])
       ON CONFLICT (pseudonym) DO UPDATE SET forgotten_at = greatest(forgotten_customer.forgotten_at, excluded.forgotten_at)`,
      [[...until.keys()].map(pseudonymOf), [...until.values()]],
    );
  },

  /** Of these, by their place, the facts about customers who were forgotten since. Whoever locks them shared first misses nobody. */
  async forgottenSince(
    facts: readonly { readonly customer: Address; readonly at: Date }[],
  ): Promise<ReadonlySet<number>> {
    const pseudonymOf = await consentKey(manager).open();
    if (!pseudonymOf || facts.length === 0) return new Set();
    const found: { n: number }[] = await manager.query(
      `SELECT n::int FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS fact (pseudonym, at, n)
       JOIN forgotten_customer USING (pseudonym) WHERE forgotten_at >= fact.at`,
      [facts.map(({ customer }) => pseudonymOf(customer)), facts.map(({ at }) => at)],
    );
    return new Set(found.map(({ n }) => n - 1));
  },

  /** Texts to them that have not left. */
  lockWaiting: (addresses: readonly Address[]): Promise<Delivery[]> =>
    manager
      .getRepository(DeliveryTable)
      .createQueryBuilder('delivery')
      .where(`delivery.to = ANY(:addresses) AND delivery.state = 'queued'`, { addresses })
      .orderBy('delivery.messageId')
      .setLock('pessimistic_write')
      .getMany(),

  /** Files of theirs and files that were sent to them. */
  lockFiles: (addresses: readonly Address[]): Promise<Media[]> =>
    manager
      .getRepository(MediaTable)
      .createQueryBuilder('media')
      .where(
        `media.messageId IN (SELECT message_id FROM incoming_message WHERE customer = ANY(:addresses)
           UNION ALL SELECT whole_id FROM delivery WHERE recipient = ANY(:addresses))`,
        { addresses },
      )
      .andWhere(`media.state <> 'erased'`)
      .orderBy('media.id')
      .setLock('pessimistic_write')
      .getMany(),

  /** Files of these texts. */
  lockFilesOf: (ids: readonly MessageId[]): Promise<Media[]> =>
    manager
      .getRepository(MediaTable)
      .createQueryBuilder('media')
      .where(`media.messageId = ANY(:ids) AND media.state <> 'erased'`, { ids })
      .orderBy('media.id')
      .setLock('pessimistic_write')
      .getMany(),

  /** What was attached in these conversations, and is with no text yet. */
  lockUnattached: (conversationIds: readonly ConversationId[]): Promise<Media[]> =>
    manager
      .getRepository(MediaTable)
      .createQueryBuilder('media')
      .where(`media.direction = 'out' AND media.messageId IS NULL AND media.state = 'stored'`)
      .andWhere(`media.conversationId = ANY(:conversationIds)`, { conversationIds })
      .orderBy('media.id')
      .setLock('pessimistic_write')
      .getMany(),

  /** What was attached to texts to them, which nobody sent: none of it is with a text of another customer. */
  lockAttached: (ids: readonly MediaId[], conversationIds: readonly ConversationId[]): Promise<Media[]> =>
    manager
      .getRepository(MediaTable)
      .createQueryBuilder('media')
      .where(`media.id = ANY(:ids) AND media.conversationId = ANY(:conversationIds)`, { ids, conversationIds })
      .andWhere(`media.direction = 'out' AND media.state <> 'erased'`)
      .orderBy('media.id')
      .setLock('pessimistic_write')
      .getMany(),

  /** Leaves of these texts that they were there. */
  async blankTexts(ids: readonly MessageId[], customers: readonly Address[], nobody: Address): Promise<void> {
    await manager.query(
      `UPDATE raw_form SET form = '' FROM incoming_message
       WHERE incoming_message.customer = ANY($2) AND incoming_message.message_id = ANY($1) AND raw_form.message_id = incoming_message.message_id
         AND raw_form.received_at = incoming_message.received_at`,
      [ids, customers],
    );
    await manager.query(
      `UPDATE incoming_message SET customer = NULL WHERE customer = ANY($2) AND message_id = ANY($1)`,
      [ids, customers],
    );
    await manager.query(`UPDATE delivery SET body = '', recipient = $2 WHERE whole_id = ANY($1)`, [ids, nobody]);
  },

  /** Leaves of each text that it was there. */
  async blank(addresses: readonly Address[], nobody: Address): Promise<void> {
    await manager.query(
      `UPDATE raw_form SET form = '' FROM incoming_message
       WHERE incoming_message.customer = ANY($1) AND raw_form.message_id = incoming_message.message_id
         AND raw_form.received_at = incoming_message.received_at`,
      [addresses],
    );
    await manager.query(`UPDATE incoming_message SET customer = NULL WHERE customer = ANY($1)`, [addresses]);
    await manager.query(`UPDATE delivery SET body = '', recipient = $2 WHERE recipient = ANY($1)`, [addresses, nobody]);
    await manager.query(`DELETE FROM recipient_mark WHERE recipient = ANY($1)`, [addresses]);
    await manager.query(`DELETE FROM test_text WHERE recipient = ANY($1)`, [addresses]);
  },
});
