import type { AgentId, BulkRequest, BulkView, ConversationId } from '#contracts';
import { EntitySchema, type EntityManager } from 'typeorm';

/** Something that a supervisor does to many conversations. */
export interface BulkJob {
  readonly id: string;
  readonly action: BulkRequest['action'];
  readonly byId: AgentId;
  readonly byName: string;
  readonly total: number;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
}
type Result = BulkView['items'][number]['result'];
interface BulkItem {
  readonly jobId: string;
  readonly conversationId: ConversationId;
  readonly result: Result;
  readonly code: string | null;
}

export const BulkJobTable = new EntitySchema<BulkJob>({
  name: 'bulk_job',
  columns: {
    id: { type: 'uuid', primary: true },
    action: { type: 'text' },
    byId: { type: 'uuid', name: 'by_id' },
    byName: { type: 'text', name: 'by_name' },
    total: { type: 'int' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    doneAt: { type: 'timestamptz', name: 'done_at', nullable: true },
  },
  indices: [{ name: 'bulk_job_created', columns: ['createdAt', 'id'] }],
});
export const BulkItemTable = new EntitySchema<BulkItem>({
  name: 'bulk_item',
  columns: {
    jobId: { type: 'uuid', name: 'job_id', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    result: { type: 'text' },
    code: { type: 'text', nullable: true },
  },
  indices: [{ name: 'bulk_item_pending', columns: ['jobId', 'conversationId'], where: `result = 'pending'` }],
});

/** Jobs over many conversations, and what became of each. */
export const bulkJobs = ({ manager }: { readonly manager: EntityManager }) => ({
  find: (id: string): Promise<BulkJob | null> => manager.getRepository(BulkJobTable).findOneBy({ id }),

  items: (jobId: string): Promise<BulkItem[]> =>
    manager.getRepository(BulkItemTable).find({ where: { jobId }, order: { conversationId: 'ASC' } }),

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

  async settle(jobId: string, items: readonly Omit<BulkItem, 'jobId'>[]): Promise<void> {
    await manager.query(
      `UPDATE bulk_item SET result = new.result, code = new.code
       FROM unnest($2::uuid[], $3::text[], $4::text[]) AS new (id, result, code)
       WHERE job_id = $1 AND conversation_id = new.id`,
      [
        jobId,
        items.map(({ conversationId }) => conversationId),
        items.map(({ result }) => result),
        items.map(({ code }) => code),
      ],
    );
  },

  done: (id: string, at: Date) => manager.getRepository(BulkJobTable).update({ id }, { doneAt: at }),
});
