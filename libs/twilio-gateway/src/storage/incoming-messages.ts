import type { Address, ChannelId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';

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
}

/** The customers' texts this transaction takes in. */
export const incomingMessages = ({ manager }: Transaction) => ({
  /**
   * Keeps those that nobody kept before, and their forms, in one statement. Answers the position of each, by message id,
   * and whether its sender is blocked.
   * Positions rise in the order given; the rows go in by SID, so that two processes with the same texts cannot wait for each other in a circle.
   */
  async keep(arrivals: readonly Arrival[]): Promise<ReadonlyMap<string, Kept>> {
    const kept: { message_id: string; position: string; blocked: boolean }[] = await manager.query(
      `WITH arrived AS MATERIALIZED (
         SELECT a.*, nextval('incoming_position') AS position FROM (
           SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::text[])
             WITH ORDINALITY AS arrival (sid, message_id, channel_id, form, received_at, sender, n) ORDER BY n
         ) a
       ), fresh AS (
         INSERT INTO incoming_message (sid, message_id, channel_id, received_at, position, customer, blocked_from)
         SELECT sid, message_id, channel_id, received_at, position, sender,
           (SELECT number FROM blocked_number WHERE number = arrived.sender AND state = 'blocked')
         FROM arrived ORDER BY sid, position
         ON CONFLICT (sid) DO NOTHING RETURNING message_id, position, blocked_from IS NOT NULL AS blocked
       ), forms AS (
         INSERT INTO raw_form (message_id, received_at, form)
         SELECT message_id, received_at, form FROM arrived JOIN fresh USING (message_id)
       ) SELECT message_id, position, blocked FROM fresh`,
      [
        arrivals.map(({ sid }) => sid),
        arrivals.map(({ messageId }) => messageId),
        arrivals.map(({ channelId }) => channelId),
        arrivals.map(({ form }) => form),
        arrivals.map(({ receivedAt }) => receivedAt),
        arrivals.map(({ from }) => from),
      ],
    );
    return new Map(
      kept.map(({ message_id, position, blocked }) => [message_id, { position: Number(position), blocked }]),
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
