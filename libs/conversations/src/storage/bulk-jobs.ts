import type { Address, AgentId, BulkAction, BulkFilter, BulkResult, ConversationId } from '#contracts';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Outcome } from '../domain/bulk.ts';

/** Something that a supervisor does to many conversations. */
export interface BulkJob {
  readonly id: string;
  readonly action: BulkAction;
  readonly title: string | null;
  /** What customers or agents read, without what masking hides of it. */
  readonly text: string | null;
  /** Something of it was hidden. */
  readonly masked: boolean;
  /** What found them; null: they were named. */
  readonly filter: BulkFilter | null;
  readonly byId: AgentId;
  readonly byName: string;
  readonly total: number;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly cancelledBy: { readonly agentId: AgentId; readonly name: string } | null;
}
interface BulkItem {
  readonly jobId: string;
  readonly conversationId: ConversationId;
  readonly result: BulkResult;
  readonly code: string | null;
  /** When its customer was written to; null: they were not. */
  readonly sentAt: Date | null;
}
/** What became of one, to be kept. */
export type Settled = Outcome & { readonly conversationId: ConversationId };
export type Counts = Readonly<Record<BulkResult, number>>;
const noCounts: Counts = { pending: 0, done: 0, unchanged: 0, refused: 0, cancelled: 0 };

export const BulkJobTable = new EntitySchema<BulkJob>({
  name: 'bulk_job',
  columns: {
    id: { type: 'uuid', primary: true },
    action: { type: 'text' },
    title: { type: 'text', nullable: true },
    text: { type: 'text', nullable: true },
    masked: { type: 'boolean', default: false },
    filter: { type: 'jsonb', nullable: true },
    byId: { type: 'uuid', name: 'by_id' },
    byName: { type: 'text', name: 'by_name' },
    total: { type: 'int' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    doneAt: { type: 'timestamptz', name: 'done_at', nullable: true },
    cancelledBy: { type: 'jsonb', name: 'cancelled_by', nullable: true },
  },
  indices: [
    { name: 'bulk_job_created', columns: ['createdAt', 'id'] },
    { name: 'bulk_job_done', columns: ['doneAt'], where: 'done_at IS NOT NULL' },
  ],
});
export const BulkItemTable = new EntitySchema<BulkItem>({
  name: 'bulk_item',
  columns: {
    jobId: { type: 'uuid', name: 'job_id', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    result: { type: 'text' },
    code: { type: 'text', nullable: true },
    sentAt: { type: 'timestamptz', name: 'sent_at', nullable: true },
  },
  indices: [
    { name: 'bulk_item_pending', columns: ['jobId', 'conversationId'], where: `result = 'pending'` },
    { name: 'bulk_item_of_conversation', columns: ['conversationId', 'jobId'] },
  ],
});

/** Jobs over many conversations, and what became of each. */
export const bulkJobs = ({ manager }: { readonly manager: EntityManager }) => ({
  find: (id: string): Promise<BulkJob | null> => manager.getRepository(BulkJobTable).findOneBy({ id }),

  /** Until the transaction ends nobody else goes on with it or cancels it. */
  lock: (id: string): Promise<BulkJob | null> =>
    manager.getRepository(BulkJobTable).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),

  /** What became of each, with whom it was with: null where there is no such conversation. */
  items: (jobId: string): Promise<(Outcome & { conversationId: ConversationId; customer: string | null })[]> =>
    manager.query(
      `SELECT i.conversation_id AS "conversationId", c.customer, i.result, i.code
       FROM bulk_item i LEFT JOIN conversation c ON c.id = i.conversation_id WHERE i.job_id = $1 ORDER BY 1`,
      [jobId],
    ),

  /** Of each job how many came out how. */
  async counts(ids: readonly string[]): Promise<(id: string) => Counts> {
    const found: { id: string; result: BulkResult; count: number }[] = await manager.query(
      `SELECT job_id AS id, result, count(*)::int AS count FROM bulk_item WHERE job_id = ANY($1) GROUP BY job_id, result`,
      [ids],
    );
    const byJob = new Map<string, Counts>();
    for (const { id, result, count } of found) byJob.set(id, { ...(byJob.get(id) ?? noCounts), [result]: count });
    return (id) => byJob.get(id) ?? noCounts;
  },

  /** So many, newest first, before this place in the order. */
  async before(limit: number, place: readonly [at: string, id: string] | null): Promise<BulkJob[]> {
    const query = manager
      .createQueryBuilder(BulkJobTable, 'j')
      .orderBy('j.createdAt', 'DESC')
      .addOrderBy('j.id', 'DESC')
      .limit(limit);
    if (place) query.where('(j.createdAt, j.id) < (:at, :id)', { at: place[0], id: place[1] });
    return query.getMany();
  },

  /** Those that were about this conversation, newest first, before this place in the order, each with what became of it. */
  async about(conversationId: ConversationId, limit: number, place: readonly [at: string, id: string] | null) {
    const items: Pick<BulkItem, 'jobId' | 'result' | 'code'>[] = await manager.query(
      `SELECT i.job_id AS "jobId", i.result, i.code FROM bulk_item i JOIN bulk_job j ON j.id = i.job_id
       WHERE i.conversation_id = $1 AND ($3::timestamptz IS NULL OR (j.created_at, j.id) < ($3, $4::uuid))
       ORDER BY j.created_at DESC, j.id DESC LIMIT $2`,
      [conversationId, limit, place?.[0] ?? null, place?.[1] ?? null],
    );
    const jobs = await manager
      .createQueryBuilder(BulkJobTable, 'j')
      .where('j.id = ANY(:ids::uuid[])', { ids: items.map(({ jobId }) => jobId) })
      .getMany();
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return items.map(({ jobId, result, code }) => ({ job: byId.get(jobId)!, result, code }));
  },

  /** Which are not closed and answer to this; one more than so many when there are more. */
  async found({ statuses, workstreamId, channelId, agentId }: BulkFilter, most: number): Promise<ConversationId[]> {
    const rows: { id: ConversationId }[] = await manager.query(
      `SELECT id FROM conversation WHERE status <> 'closed' AND workstream_id IS NOT NULL
         AND ($1::text[] IS NULL OR status = ANY($1)) AND ($2::uuid IS NULL OR workstream_id = $2)
         AND ($3::uuid IS NULL OR channel_id = $3) AND ($4::uuid IS NULL OR agent_id = $4)
       ORDER BY id LIMIT $5`,
      [statuses ?? null, workstreamId ?? null, channelId ?? null, agentId ?? null, most + 1],
    );
    return rows.map(({ id }) => id);
  },

  /** False when there is one with this id. */
  async add(job: BulkJob, conversationIds: readonly ConversationId[]): Promise<boolean> {
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(BulkJobTable)
      .values(job)
      .orIgnore()
      .updateEntity(false)
      .returning('id')
      .execute();
    if ((raw as unknown[]).length === 0) return false;
    await manager.query(
      `INSERT INTO bulk_item (job_id, conversation_id, result) SELECT $1, id, 'pending' FROM unnest($2::uuid[]) AS asked (id)`,
      [job.id, conversationIds],
    );
    return true;
  },

  async pending(jobId: string, limit: number): Promise<ConversationId[]> {
    const found: { id: ConversationId }[] = await manager.query(
      `SELECT conversation_id AS id FROM bulk_item WHERE job_id = $1 AND result = 'pending' ORDER BY 1 LIMIT $2`,
      [jobId, limit],
    );
    return found.map(({ id }) => id);
  },

  /** Which of these customers this job has written to already. */
  async toldBy(jobId: string, customers: readonly Address[]): Promise<Set<Address>> {
    const found: { customer: Address }[] = await manager.query(
      `SELECT c.customer FROM conversation c JOIN bulk_item i ON i.conversation_id = c.id
       WHERE c.customer = ANY($2) AND i.job_id = $1 AND i.sent_at IS NOT NULL`,
      [jobId, [...new Set(customers)]],
    );
    return new Set(found.map(({ customer }) => customer));
  },

  async settle(jobId: string, items: readonly Settled[]): Promise<void> {
    await manager.query(
      `UPDATE bulk_item SET result = new.result, code = new.code, sent_at = new.sent_at
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS new (id, result, code, sent_at)
       WHERE job_id = $1 AND conversation_id = new.id`,
      [
        jobId,
        items.map(({ conversationId }) => conversationId),
        items.map(({ result }) => result),
        items.map(({ code }) => code),
        items.map(({ sentAt }) => sentAt ?? null),
      ],
    );
  },

  done: (id: string, at: Date) => manager.getRepository(BulkJobTable).update({ id }, { doneAt: at }),

  /** What has not been come to never is. */
  async cancel(id: string, by: NonNullable<BulkJob['cancelledBy']>, at: Date): Promise<void> {
    await manager.query(`UPDATE bulk_item SET result = 'cancelled' WHERE job_id = $1 AND result = 'pending'`, [id]);
    await manager.getRepository(BulkJobTable).update({ id }, { doneAt: at, cancelledBy: by });
  },

  /** Removes some that were over before this moment, with what became of each. Answers how many. */
  async forgetBefore(moment: Date, atOnce: number): Promise<number> {
    const old: { id: string }[] = await manager.query(
      'SELECT id FROM bulk_job WHERE done_at < $1 ORDER BY done_at LIMIT $2 FOR UPDATE SKIP LOCKED',
      [moment, atOnce],
    );
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await manager.query('DELETE FROM bulk_item WHERE job_id = ANY($1)', [ids]);
    await manager.query('DELETE FROM bulk_job WHERE id = ANY($1)', [ids]);
    return ids.length;
  },
});
