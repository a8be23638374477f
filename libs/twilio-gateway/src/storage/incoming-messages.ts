import type { Address, ChannelId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { consentKey } from './consent-key.ts';

export interface Arrival {
  readonly sid: string;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly from: Address;
  /** What it came in, byte for byte. */
  readonly form: Buffer;
  readonly receivedAt: Date;
}

/** A text that was kept. */
export interface Kept {
  readonly position: number;
  /** Its sender is blocked: it goes no further. */
  readonly blocked: boolean;
  /** Who its sender was, where they were forgotten after they wrote it: nothing is kept of it but its SID. */
  readonly pseudonym: string | null;
}

/** The customers' texts this transaction takes in. */
export const incomingMessages = ({ manager }: Transaction) => ({
  /**
   * Keeps those that nobody kept before, and their forms, in one statement. Answers the position of each, by message id,
   * whether its sender is blocked, and whether they were forgotten since.
   * Positions rise in the order given; the rows go in by SID, so that two processes with the same texts cannot wait for each other in a circle.
   */
  async keep(arrivals: readonly Arrival[]): Promise<ReadonlyMap<string, Kept>> {
    const pseudonymOf = await consentKey(manager).pseudonyms();
    const kept: { message_id: string; position: string; blocked: boolean; pseudonym: string | null }[] =
      await manager.query(
        `WITH arrived AS MATERIALIZED (
           SELECT a.*, nextval('incoming_position') AS position, EXISTS (
             SELECT FROM forgotten_customer WHERE forgotten_customer.pseudonym = a.pseudonym AND forgotten_at >= a.received_at
           ) AS forgotten FROM (
             SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::text[], $7::text[])
               WITH ORDINALITY AS arrival (sid, message_id, channel_id, form, received_at, sender, pseudonym, n) ORDER BY n
           ) a
         ), fresh AS (
           INSERT INTO incoming_message (sid, message_id, channel_id, received_at, position, customer, blocked_from)
           SELECT sid, message_id, channel_id, received_at, position, CASE WHEN NOT forgotten THEN sender END,
             (SELECT CASE WHEN forgotten THEN pseudonym ELSE sender END FROM blocked_number
              WHERE number IN (arrived.sender, arrived.pseudonym) AND state = 'blocked' LIMIT 1)
           FROM arrived ORDER BY sid, position
           ON CONFLICT (sid) DO NOTHING RETURNING message_id, position, blocked_from IS NOT NULL AS blocked
         ), forms AS (
           INSERT INTO raw_form (message_id, received_at, form)
           SELECT message_id, received_at, CASE WHEN forgotten THEN '' ELSE form END FROM arrived JOIN fresh USING (message_id)
         ) SELECT message_id, fresh.position, blocked, CASE WHEN forgotten THEN pseudonym END AS pseudonym
           FROM fresh JOIN arrived USING (message_id)`,
        [
          arrivals.map(({ sid }) => sid),
          arrivals.map(({ messageId }) => messageId),
          arrivals.map(({ channelId }) => channelId),
          arrivals.map(({ form }) => form),
          arrivals.map(({ receivedAt }) => receivedAt),
          arrivals.map(({ from }) => from),
          arrivals.map(({ from }) => pseudonymOf(from)),
        ],
      );
    return new Map(
      kept.map(({ message_id, position, ...one }) => [message_id, { position: Number(position), ...one }]),
    );
  },

  /** When we received those of these texts that we have. */
  async known(sids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const known: { sid: string; received_at: Date }[] = await manager.query(
      `SELECT sid, received_at FROM incoming_message WHERE sid = ANY($1)`,
      [sids],
    );
    return new Map(known.map(({ sid, received_at }) => [sid, received_at]));
  },
});
