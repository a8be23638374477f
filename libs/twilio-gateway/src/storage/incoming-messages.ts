import type { ChannelId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';

export interface Arrival {
  readonly sid: string;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  /** The request's body, byte for byte. */
  readonly form: Buffer;
}

/** The customers' texts this transaction takes in. */
export const incomingMessages = ({ manager, now }: Transaction) => ({
  /**
   * Keeps those that nobody kept before, and their forms, in one statement. Answers the position of each, by message id.
   * Positions rise in the order given; the rows go in by SID, so that two processes with the same texts cannot wait for each other in a circle.
   */
  async keep(arrivals: readonly Arrival[]): Promise<ReadonlyMap<string, number>> {
    const kept: { message_id: string; position: string }[] = await manager.query(
      `WITH arrived AS MATERIALIZED (
         SELECT a.*, nextval('incoming_position') AS position FROM (
           SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::bytea[]) WITH ORDINALITY
             AS arrival (sid, message_id, channel_id, form, n) ORDER BY n
         ) a
       ), fresh AS (
         INSERT INTO incoming_message (sid, message_id, channel_id, received_at, position)
         SELECT sid, message_id, channel_id, $5, position FROM arrived ORDER BY sid, position
         ON CONFLICT (sid) DO NOTHING RETURNING message_id, position
       ), forms AS (
         INSERT INTO raw_form (message_id, received_at, form)
         SELECT message_id, $5, form FROM arrived JOIN fresh USING (message_id)
       ) SELECT message_id, position FROM fresh`,
      [
        arrivals.map(({ sid }) => sid),
        arrivals.map(({ messageId }) => messageId),
        arrivals.map(({ channelId }) => channelId),
        arrivals.map(({ form }) => form),
        now,
      ],
    );
    return new Map(kept.map(({ message_id, position }) => [message_id, Number(position)]));
  },
});
