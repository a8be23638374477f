import { type EntityManager, In } from 'typeorm';
import type { Address, ChannelId, ConversationId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { laneOf } from '../domain/fair-order.ts';
import { DeliveryTable } from './delivery.table.ts';
import type { DeliveryObservation } from './delivery-observation.table.ts';

/** Texts in doubt that are looked for together: from one number to one customer. */
export interface DoubtfulPair {
  readonly channelId: ChannelId;
  readonly to: Address;
}

/** A text in doubt holds up its conversation for so long at most. */
const holdsUpFor = `interval '10 minutes'`;

/** Whether a text keeps its place in its conversation: one that is sent anew does not, unless with links, nor do parts that wait for such a one. */
const keepsOrder = (text: string) => `(
  ${text}.round = COALESCE(${text}.links_round, 1) AND (${text}.part = 1 OR NOT EXISTS (
    SELECT FROM delivery before WHERE before.whole_id = ${text}.whole_id AND before.part < ${text}.part
      AND before.state IN ('queued', 'submitting') AND before.round <> COALESCE(before.links_round, 1))))`;

const lock = { mode: 'pessimistic_write' } as const;

/** The outgoing texts this transaction may read and change. */
export const deliveries = ({ manager, now }: Pick<Transaction, 'manager' | 'now'>) => {
  const table = manager.getRepository(DeliveryTable);
  return {
    /** Each part of a text once. */
    add: async (planned: readonly Delivery[]): Promise<void> => {
      if (planned.length === 0) return;
      await table
        .createQueryBuilder()
        .insert()
        .values([...planned])
        .orIgnore()
        .execute();
    },

    /** Those of them that are ours, to be changed. */
    async lock(messageIds: readonly MessageId[]): Promise<Map<MessageId, Delivery>> {
      const found = await table
        .createQueryBuilder('delivery')
        .where('delivery.message_id = ANY(:messageIds)', { messageIds })
        .orderBy('delivery.messageId', 'ASC')
        .setLock('pessimistic_write')
        .getMany();
      return new Map(found.map((delivery) => [delivery.messageId, delivery]));
    },

    find: (messageId: MessageId): Promise<Delivery | null> => table.findOne({ where: { messageId }, lock }),

    /** All parts and rounds of these texts. */
    ofWholes: (wholeIds: readonly MessageId[]): Promise<Delivery[]> => table.findBy({ wholeId: In([...wholeIds]) }),

    /**
     * The next ones of each bucket whose turn has come, of each conversation at most the oldest one, at most `limit` of a bucket. What is sent
     * anew keeps no order, unless it is sent with links instead of its files; but no part of a text passes an earlier one. Those of a paused account, and those whose account is not known yet, are passed over. Rows that another process is taking are passed over too.
     */
    async takeNext(buckets: readonly string[], limit: number): Promise<Delivery[]> {
      const next: { message_id: MessageId }[] = await manager.query(
        `SELECT next.message_id FROM unnest($1::text[]) AS asked (bucket) CROSS JOIN LATERAL (
           SELECT message_id FROM delivery
           WHERE bucket = asked.bucket AND state = 'queued' AND due_at <= $2
             AND NOT EXISTS (
               SELECT FROM delivery earlier WHERE earlier.conversation_id = delivery.conversation_id
                 AND (earlier.state IN ('queued', 'submitting') OR earlier.look_at IS NOT NULL)
                 AND (earlier.state <> 'unknown' OR earlier.submitted_at > $2 - ${holdsUpFor})
                 AND (earlier.written_at, earlier.whole_id, earlier.part) < (delivery.written_at, delivery.whole_id, delivery.part)
                 AND (earlier.whole_id = delivery.whole_id OR (${keepsOrder('earlier')} AND ${keepsOrder('delivery')})))
             AND EXISTS (
               SELECT FROM channel JOIN account ON account.id = channel.account_id WHERE channel.id = delivery.channel_id
                 AND NOT EXISTS (SELECT FROM account_pause WHERE account_pause.account_id = account.id))
           ORDER BY priority, turn, message_id LIMIT $3 FOR UPDATE SKIP LOCKED
         ) AS next`,
        [buckets, now, limit],
      );
      return next.length === 0 ? [] : table.findBy({ messageId: In(next.map((row) => row.message_id)) });
    },

    /** Those that waited too long. */
    tooLate: (limit: number): Promise<Delivery[]> =>
      table
        .createQueryBuilder('delivery')
        .where(`delivery.state = 'queued' AND delivery.valid_until <= :now`, { now })
        .orderBy('delivery.validUntil', 'ASC')
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

    /** All texts in doubt of these two, to be changed. */
    inDoubt: ({ channelId, to }: DoubtfulPair): Promise<Delivery[]> =>
      table
        .createQueryBuilder('delivery')
        .where('delivery.channel_id = :channelId AND delivery.recipient = :to AND delivery.look_at IS NOT NULL', {
          channelId,
          to,
        })
        .orderBy('delivery.messageId', 'ASC')
        .setLock('pessimistic_write')
        .getMany(),

    /** Whether Twilio is being asked for another text between these two right now. */
    async isSubmitting({ channelId, to }: DoubtfulPair): Promise<boolean> {
      const found: unknown[] = await manager.query(
        `SELECT FROM delivery WHERE state = 'submitting' AND channel_id = $1 AND recipient = $2 LIMIT 1`,
        [channelId, to],
      );
      return found.length > 0;
    },

    /** The turn of the last text that waits, by bucket and conversation. */
    async lastTurns(conversationIds: readonly ConversationId[]): Promise<Map<string, number>> {
      const found: { bucket: string; conversationId: ConversationId; turn: number }[] = await manager.query(
        `SELECT bucket, conversation_id AS "conversationId", max(turn) AS turn FROM delivery
         WHERE conversation_id = ANY($1) AND state IN ('queued', 'submitting') GROUP BY bucket, conversation_id`,
        [conversationIds],
      );
      return new Map(found.map((row) => [laneOf(row), row.turn]));
    },

    /** What waits in a conversation becomes as urgent as what was written after it: it must leave before. */
    async hurry(urgent: ReadonlyMap<ConversationId, number>): Promise<void> {
      await manager.query(
        `UPDATE delivery SET priority = urgent.priority
         FROM unnest($1::uuid[], $2::int[]) AS urgent (conversation_id, priority)
         WHERE delivery.conversation_id = urgent.conversation_id AND delivery.state = 'queued'
           AND delivery.priority > urgent.priority`,
        [[...urgent.keys()], [...urgent.values()]],
      );
    },

    /** Those that waited for their channel to become known, which it is now. */
    unplaced: (limit: number): Promise<Delivery[]> =>
      table
        .createQueryBuilder('delivery')
        .where(`delivery.bucket = '' AND delivery.state = 'queued'`)
        .andWhere('EXISTS (SELECT FROM channel WHERE channel.id = delivery.channel_id)')
        .orderBy({ 'delivery.writtenAt': 'ASC', 'delivery.wholeId': 'ASC', 'delivery.part': 'ASC' })
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany(),

    /** Stores what may change of them, each named once. */
    async save(changed: readonly Delivery[]): Promise<void> {
      if (changed.length === 0) return;
      await manager.query(
        `UPDATE delivery SET bucket = new.bucket, turn = new.turn, state = new.state, version = new.version,
           provider_sid = new.provider_sid, error_code = new.error_code, reason = new.reason, attempts = new.attempts,
           due_at = new.due_at, submitted_at = new.submitted_at, changed_at = new.changed_at, look_at = new.look_at, looks = new.looks
         FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::int[],
                $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::int[])
           AS new (message_id, bucket, turn, state, version, provider_sid, error_code, reason, attempts,
                due_at, submitted_at, changed_at, look_at, looks)
         WHERE delivery.message_id = new.message_id`,
        [
          changed.map(({ messageId }) => messageId),
          changed.map(({ bucket }) => bucket),
          changed.map(({ turn }) => turn),
          changed.map(({ state }) => state),
          changed.map(({ version }) => version),
          changed.map(({ providerSid }) => providerSid),
          changed.map(({ errorCode }) => errorCode),
          changed.map(({ reason }) => reason),
          changed.map(({ attempts }) => attempts),
          changed.map(({ dueAt }) => dueAt),
          changed.map(({ submittedAt }) => submittedAt),
          changed.map(({ changedAt }) => changedAt),
          changed.map(({ lookAt }) => lookAt),
          changed.map(({ looks }) => looks),
        ],
      );
    },

    /** How many of the last texts that were handed over from each of these ended with this code, in their order. */
    async countOfLast(
      asked: readonly { readonly channelId: ChannelId; readonly errorCode: string; readonly ofLast: number }[],
    ): Promise<readonly number[]> {
      const counted: { times: number }[] = await manager.query(
        `SELECT (
           SELECT count(*)::int FROM (
             SELECT error_code FROM delivery WHERE channel_id = asked.channel_id AND submitted_at IS NOT NULL
             ORDER BY submitted_at DESC LIMIT asked.of_last
           ) AS last WHERE last.error_code = asked.error_code
         ) AS times
         FROM unnest($1::uuid[], $2::text[], $3::int[]) WITH ORDINALITY AS asked (channel_id, error_code, of_last, n) ORDER BY n`,
        [
          asked.map(({ channelId }) => channelId),
          asked.map(({ errorCode }) => errorCode),
          asked.map(({ ofLast }) => ofLast),
        ],
      );
      return counted.map(({ times }) => times);
    },

    async keepObservations(seen: readonly DeliveryObservation[]): Promise<void> {
      if (seen.length === 0) return;
      await manager.query(
        `INSERT INTO delivery_observation (id, observed_at, message_id, source, word, provider_sid, error_code, effect)
         SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
        [
          seen.map(({ id }) => id),
          seen.map(({ observedAt }) => observedAt),
          seen.map(({ messageId }) => messageId),
          seen.map(({ source }) => source),
          seen.map(({ word }) => word),
          seen.map(({ providerSid }) => providerSid),
          seen.map(({ errorCode }) => errorCode),
          seen.map(({ effect }) => effect),
        ],
      );
    },
  };
};

/** The pairs of which a text in doubt is to be looked for now, the longest due first. */
export async function doubtfulPairs(manager: EntityManager, now: Date, limit: number): Promise<DoubtfulPair[]> {
  return manager.query(
    `SELECT channel_id AS "channelId", recipient AS "to" FROM delivery
     WHERE look_at IS NOT NULL AND look_at <= $1 GROUP BY channel_id, recipient ORDER BY min(look_at) LIMIT $2`,
    [now, limit],
  );
}

/** When the next text in doubt is to be looked for; null: none is. */
export async function nextLook(manager: EntityManager): Promise<Date | null> {
  const [next]: { at: Date }[] = await manager.query(
    `SELECT look_at AS at FROM delivery WHERE look_at IS NOT NULL ORDER BY look_at LIMIT 1`,
  );
  return next?.at ?? null;
}

/** Whether any text waits to leave, for whatever: its pace, its time, its account, or one before it. */
export async function isAnyQueued(manager: EntityManager): Promise<boolean> {
  const found: unknown[] = await manager.query(`SELECT FROM delivery WHERE state = 'queued' LIMIT 1`);
  return found.length > 0;
}

/** Since when the texts in doubt of these two were asked for; null: there are none any more. */
export async function doubtfulOf(manager: EntityManager, { channelId, to }: DoubtfulPair): Promise<Delivery[]> {
  return manager
    .getRepository(DeliveryTable)
    .createQueryBuilder('delivery')
    .where('delivery.channel_id = :channelId AND delivery.recipient = :to AND delivery.look_at IS NOT NULL', {
      channelId,
      to,
    })
    .getMany();
}

/** Which of these SIDs are known to be texts of ours. */
export async function claimedAmong(manager: EntityManager, sids: readonly string[]): Promise<ReadonlySet<string>> {
  const found: { sid: string }[] = await manager.query(
    `SELECT provider_sid AS sid FROM delivery WHERE provider_sid IS NOT NULL AND provider_sid = ANY($1)`,
    [sids],
  );
  return new Set(found.map(({ sid }) => sid));
}
