import { Any, type EntityManager } from 'typeorm';
import { type AgentId, type QueueId, type QueueView, Refusal } from '#contracts';
import type { Queue } from '../domain/queue.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { byName, page, type PageAsked } from './page.ts';

/** What a queue's line looks like: items nobody has taken, waiting and offered. */
export interface Figures {
  readonly waiting: number;
  readonly longestWaitSince: Date | null;
}
const nobody: Figures = { waiting: 0, longestWaitSince: null };

export async function queueNames(db: EntityManager, ids: readonly QueueId[]): Promise<Map<QueueId, string>> {
  const found = await db.getRepository(QueueTable).find({ where: { id: Any([...new Set(ids)]) } });
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** The lines of all queues that somebody waits in. */
export async function figuresOfQueues(db: EntityManager): Promise<Map<QueueId, Figures>> {
  const rows: { id: QueueId; waiting: number; since: Date }[] = await db.query(figuresSql);
  return new Map(rows.map(({ id, waiting, since }) => [id, { waiting, longestWaitSince: since }]));
}
const figuresSql = `
  SELECT queue_id AS id, sum(items)::int AS waiting, min(since) AS since FROM (
    SELECT queue_id, count(*) AS items, min(last_interaction_at) AS since
    FROM work_item WHERE status = 'waiting' GROUP BY queue_id
    UNION ALL
    SELECT queue_id, count(*), min(last_interaction_at)
    FROM work_item WHERE status = 'offered' GROUP BY queue_id
  ) AS line GROUP BY queue_id`;

/** These queues as lists show them, in the same order. */
export async function viewQueues(
  db: EntityManager,
  queues: readonly Queue[],
  figures?: ReadonlyMap<QueueId, Figures>,
): Promise<QueueView[]> {
  const members: { queueId: QueueId; agentIds: AgentId[] }[] = await db.query(
    `SELECT queue_id AS "queueId", array_agg(agent_id ORDER BY agent_id) AS "agentIds"
     FROM queue_member WHERE queue_id = ANY($1) GROUP BY queue_id`,
    [queues.map(({ id }) => id)],
  );
  const memberIds = new Map(members.map(({ queueId, agentIds }) => [queueId, agentIds]));
  const lines = figures ?? (await figuresOfQueues(db));
  return queues.map(({ id, version, slug, name, priority }) => {
    const { waiting, longestWaitSince } = lines.get(id) ?? nobody;
    return {
      id,
      version,
      slug,
      name,
      priority,
      memberIds: memberIds.get(id) ?? [],
      waiting,
      longestWaitSince: longestWaitSince?.toISOString() ?? null,
    };
  });
}

/** All queues, by name. */
export async function listQueues(db: EntityManager, { cursor, limit }: PageAsked) {
  const from = byName.read(cursor);
  const rows = await db
    .getRepository(QueueTable)
    .createQueryBuilder('q')
    .where(from ? '(q.name, q.id) > (:name, :id)' : 'true', from ?? {})
    .orderBy('q.name')
    .addOrderBy('q.id')
    .limit(limit + 1)
    .getMany();
  const { next } = page(rows, limit, byName.write, ({ id }) => id);
  return { items: await viewQueues(db, rows.slice(0, limit)), next };
}

export async function queueWith(db: EntityManager, id: QueueId): Promise<QueueView> {
  const queue = await db.getRepository(QueueTable).findOneBy({ id });
  if (!queue) throw new Refusal('queue-not-found', 'There is no such queue.');
  const [view] = await viewQueues(db, [queue]);
  return view!;
}
