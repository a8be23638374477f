import type { EntityManager } from 'typeorm';
import {
  type Address,
  type ChannelId,
  type ConversationId,
  type MessageId,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import { inBulk } from './in-bulk.ts';
import { type OutboundContact, OutboundContactTable, type OutboundRun, OutboundRunTable } from './outbound.tables.ts';

/** What somebody answers to. */
export type Answered = Pick<
  OutboundContact,
  'id' | 'runId' | 'to' | 'channelId' | 'name' | 'context' | 'text' | 'sentAt' | 'threadId'
>;

/** What a customer wrote on a channel, and when: however late we hear of it, by then they had an answer to give or not. */
export interface AnsweringText {
  readonly channelId: ChannelId;
  readonly customer: Address;
  readonly at: Date;
}

const columnsOf = (texts: readonly AnsweringText[]) => [
  texts.map(({ channelId }) => channelId),
  texts.map(({ customer }) => customer),
  texts.map(({ at }) => at),
];
/** What did not arrive was answered by nobody. */
const answeredTo = `FROM outbound_contact c JOIN unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS text (channel, customer, at)
    ON c.channel_id = text.channel AND c.to_number = text.customer
  WHERE c.sent_at IS NOT NULL AND c.state IN ('sent', 'delivered') AND c.sent_at <= text.at AND c.keep_until > text.at
  ORDER BY c.channel_id, c.to_number, c.sent_at DESC`;

/** Runs and those they write to. */
export const outbound = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Locked. Refuses with `run-not-found`. */
  async getRun(id: string): Promise<OutboundRun> {
    const found = await manager.findOne(OutboundRunTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new Refusal('run-not-found', 'There is no such run.');
    return found;
  },
  findRun: (id: string): Promise<OutboundRun | null> => manager.findOneBy(OutboundRunTable, { id }),
  saveRun: (run: OutboundRun): Promise<void> => inBulk(manager, OutboundRunTable).save([run]),

  /** Those of the numbers whom the run writes to. */
  async knownOf(runId: string, numbers: readonly Address[]): Promise<Set<Address>> {
    if (numbers.length === 0) return new Set();
    const known: { to_number: Address }[] = await manager.query(
      `SELECT to_number FROM outbound_contact WHERE run_id = $1 AND to_number = ANY($2)`,
      [runId, numbers],
    );
    return new Set(known.map(({ to_number: number }) => number));
  },

  /** Those with a number that the run has already are left out; answers how many were new. */
  async addContacts(contacts: readonly OutboundContact[]): Promise<number> {
    const numbers = new Map(contacts.map((contact) => [contact.to, contact]));
    if (numbers.size === 0) return 0;
    for (const number of await this.knownOf(contacts[0]!.runId, [...numbers.keys()])) numbers.delete(number);
    return inBulk(manager, OutboundContactTable).insert([...numbers.values()]);
  },
  saveContacts: (contacts: readonly OutboundContact[]): Promise<void> =>
    inBulk(manager, OutboundContactTable).save(contacts),

  /**
   * Some that are due and whose run does not take them in turn, locked; nobody waits for who has others. On channels that are `full` only those whose
   * run is over.
   */
  due(now: Date, limit: number, full: readonly ChannelId[]): Promise<OutboundContact[]> {
    const query = manager
      .getRepository(OutboundContactTable)
      .createQueryBuilder('c')
      .where(`c.state = 'pending' AND c.turn IS NULL AND c.dueAt <= :now`, { now });
    if (full.length > 0)
      query.andWhere(
        `(c.channel_id <> ALL(:full::uuid[]) OR EXISTS (SELECT FROM outbound_run r WHERE r.id = c.run_id AND r.ends_at <= :now))`,
        { full },
      );
    return query.orderBy('c.dueAt').limit(limit).setLock('pessimistic_write').setOnLocked('skip_locked').getMany();
  },
  /** Until the transaction ends nobody else plans texts of this run. Of several runs in the order of their ids. */
  async planAlone(runId: string): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('conversations.pace'), hashtext($1))`, [runId]);
  },
  /** How many texts of a run are planned for each minute from this one on, or were sent in it already; minutes are counted from the epoch. */
  async plannedByMinute(runId: string, from: Date): Promise<Map<number, number>> {
    const minute = (column: string) => `floor(extract(epoch FROM ${column}) / 60)::int`;
    const rows: { minute: number; texts: number }[] = await manager.query(
      `SELECT minute, count(*)::int AS texts FROM (
         SELECT ${minute('due_at')} AS minute FROM outbound_contact
         WHERE run_id = $1 AND state = 'pending' AND due_at IS NOT NULL AND due_at >= date_trunc('minute', $2::timestamptz)
         UNION ALL
         SELECT ${minute('sent_at')} FROM outbound_contact
         WHERE run_id = $1 AND sent_at IS NOT NULL AND sent_at >= date_trunc('minute', $2::timestamptz)
       ) AS texts GROUP BY minute`,
      [runId, from],
    );
    return new Map(rows.map((row) => [row.minute, row.texts]));
  },
  /** All of a run that wait are planned anew from this moment on, so many a minute, in the order in which they were named. */
  async planAnew(runId: string, from: Date, perMinute: number): Promise<void> {
    await manager.query(
      `UPDATE outbound_contact SET due_at = $2::timestamptz + make_interval(secs => (place - 1) * 60.0 / $3)
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM outbound_contact WHERE run_id = $1 AND state = 'pending') AS ordered
       WHERE outbound_contact.id = ordered.id`,
      [runId, from, perMinute],
    );
  },
  async nextDue(full: readonly ChannelId[]): Promise<Date | null> {
    const [next]: { due: Date | null }[] = await manager.query(
      `SELECT due_at AS due FROM outbound_contact
       WHERE state = 'pending' AND due_at IS NOT NULL AND turn IS NULL AND channel_id <> ALL($1::uuid[]) ORDER BY due_at LIMIT 1`,
      [full],
    );
    return next?.due ?? null;
  },
  /** How many texts of runs wait to leave by each channel. Of what waits for longer than a day the gateway would have told. */
  async waiting(now: Date): Promise<Map<ChannelId, number>> {
    const rows: { id: ChannelId; texts: number }[] = await manager.query(
      `SELECT channel_id AS id, count(*)::int AS texts FROM outbound_contact
       WHERE waits AND sent_at > $1::timestamptz - interval '1 day' GROUP BY channel_id`,
      [now],
    );
    return new Map(rows.map(({ id, texts }) => [id, texts]));
  },
  /** The texts of a run that have not left, as far as we heard, or of which nobody knows. */
  async notLeft(runId: string): Promise<MessageId[]> {
    const rows: { id: MessageId }[] = await manager.query(
      `SELECT c.message_id AS id FROM outbound_contact c JOIN message m ON m.id = c.message_id
       WHERE c.run_id = $1 AND c.sent_at IS NOT NULL AND c.state = 'sent' AND m.delivery_state IN ('queued', 'submitting', 'unknown')
       ORDER BY c.sent_at`,
      [runId],
    );
    return rows.map(({ id }) => id);
  },
  async runsOf(ids: readonly string[]): Promise<Map<string, OutboundRun>> {
    if (ids.length === 0) return new Map();
    const found: OutboundRun[] = await manager
      .getRepository(OutboundRunTable)
      .createQueryBuilder('r')
      .where('r.id = ANY(:ids::uuid[])', { ids: [...new Set(ids)] })
      .getMany();
    return new Map(found.map((run) => [run.id, run]));
  },

  /** How many texts nobody asked for these numbers got lately, or will have: of runs, and with many others. What did not arrive is none. */
  async sentTo(
    numbers: readonly Address[],
    now: Date,
  ): Promise<Map<Address, Record<'day' | 'week' | 'month', number>>> {
    const rows: { to: Address; day: number; week: number; month: number }[] = await manager.query(
      `SELECT to_number AS "to", count(*) FILTER (WHERE sent_at > $2::timestamptz - interval '1 day')::int AS day,
         count(*) FILTER (WHERE sent_at > $2::timestamptz - interval '7 days')::int AS week, count(*)::int AS month
       FROM (
         SELECT to_number, sent_at FROM outbound_contact WHERE to_number = ANY($1) AND state IN ('sent', 'delivered')
         UNION ALL
         SELECT c.customer, i.sent_at FROM conversation c JOIN bulk_item i ON i.conversation_id = c.id WHERE c.customer = ANY($1)
       ) AS texts
       WHERE sent_at > $2::timestamptz - interval '30 days' GROUP BY to_number`,
      [[...new Set(numbers)], now],
    );
    return new Map(rows.map(({ to, day, week, month }) => [to, { day, week, month }]));
  },

  /** The contacts that these texts went to, locked. */
  byMessages(ids: readonly MessageId[]): Promise<OutboundContact[]> {
    return manager
      .getRepository(OutboundContactTable)
      .createQueryBuilder('c')
      .where('c.messageId = ANY(:ids::uuid[])', { ids: [...ids] })
      .orderBy('c.id')
      .setLock('pessimistic_write')
      .getMany();
  },

  /** What these customers answer to, who wrote on these channels: the last text of ours that they had by then, and that still counted. */
  async answeredBy(texts: readonly AnsweringText[], now: Date): Promise<Map<string, Answered>> {
    if (texts.length === 0) return new Map();
    const rows: Answered[] = await manager
      .query(
        `UPDATE outbound_contact SET answered_at = COALESCE(answered_at, $4) WHERE id IN (
         SELECT DISTINCT ON (c.channel_id, c.to_number) c.id ${answeredTo})
       RETURNING id, run_id AS "runId", to_number AS "to", channel_id AS "channelId", name, context, text, sent_at AS "sentAt",
         thread_id AS "threadId"`,
        [...columnsOf(texts), now],
      )
      .then(([found]: [Answered[]]) => found);
    return new Map(rows.map((row) => [`${row.channelId} ${row.to}`, row]));
  },

  /** On which outbound workstream these customers are attended to, by channel and customer: that of what they answer to. */
  async workstreamsOf(texts: readonly AnsweringText[]): Promise<Map<string, WorkstreamId>> {
    if (texts.length === 0) return new Map();
    const rows: { channelId: ChannelId; to: Address; workstreamId: WorkstreamId | null }[] = await manager.query(
      `SELECT c.channel_id AS "channelId", c.to_number AS "to", w.id AS "workstreamId" FROM (
         SELECT DISTINCT ON (c.channel_id, c.to_number) c.channel_id, c.to_number, c.run_id ${answeredTo}) AS c
       JOIN outbound_run r ON r.id = c.run_id
       JOIN workstream w ON w.id = r.workstream_id AND w.state = 'active'`,
      columnsOf(texts),
    );
    return new Map(rows.map(({ channelId, to, workstreamId }) => [`${channelId} ${to}`, workstreamId!]));
  },

  /** Texts that lie in a thread without a conversation move into one, and whoever answered is found by it. */
  async adopt(
    moves: readonly { readonly contactId: string; readonly from: ConversationId; readonly to: ConversationId }[],
  ): Promise<void> {
    if (moves.length === 0) return;
    await manager.query(
      `UPDATE outbound_contact SET thread_id = moved.to_id FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, to_id)
       WHERE outbound_contact.id = moved.id`,
      [moves.map(({ contactId }) => contactId), moves.map(({ to }) => to)],
    );
    await manager.query(
      `UPDATE message SET conversation_id = moved.to_id FROM unnest($1::uuid[], $2::uuid[]) AS moved (from_id, to_id)
       WHERE conversation_id = moved.from_id AND NOT EXISTS (SELECT FROM conversation WHERE id = moved.from_id)`,
      [moves.map(({ from }) => from), moves.map(({ to }) => to)],
    );
  },
});
export const sendOutbound = 'send-outbound';
