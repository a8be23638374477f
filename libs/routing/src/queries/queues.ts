import { Any, type EntityManager, IsNull } from 'typeorm';
import { isOpen, nextChange } from '#calendar';
import { type AgentId, type QueueId, type QueuesRequest, type QueueView, Refusal } from '#contracts';
import { likeOf, page } from '#platform';
import { isDefault, type Queue } from '../domain/queue.ts';
import { hoursOf } from '../storage/operating-hours.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { byName } from './page.ts';

/** What a queue's line looks like. */
export interface Figures {
  /** Items nobody has taken: waiting and offered. */
  readonly waiting: number;
  /** Those of them that are offered. */
  readonly offered: number;
  readonly longestWaitSince: Date | null;
  /** Items that agents have. */
  readonly inWork: number;
}
const nobody: Figures = { waiting: 0, offered: 0, longestWaitSince: null, inWork: 0 };

export async function queueNames(db: EntityManager, ids: readonly QueueId[]): Promise<Map<QueueId, string>> {
  const found = await db.getRepository(QueueTable).find({ where: { id: Any([...new Set(ids)]) } });
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** The lines of all queues that have any work. */
export async function figuresOfQueues(db: EntityManager): Promise<Map<QueueId, Figures>> {
  const rows: ({ id: QueueId; since: Date | null } & Omit<Figures, 'longestWaitSince'>)[] = await db.query(figuresSql);
  return new Map(rows.map(({ id, since, ...figures }) => [id, { ...figures, longestWaitSince: since }]));
}
const figuresSql = `
  SELECT queue_id AS id, sum(items)::int AS waiting, sum(offered)::int AS offered, min(since) AS since, sum(assigned)::int AS "inWork" FROM (
    SELECT queue_id, count(*) AS items, 0 AS offered, min(queued_at) AS since, 0 AS assigned
    FROM work_item WHERE status = 'waiting' GROUP BY queue_id
    UNION ALL
    SELECT queue_id, count(*), count(*), min(queued_at), 0
    FROM work_item WHERE status = 'offered' GROUP BY queue_id
    UNION ALL
    SELECT queue_id, 0, 0, NULL, count(*)
    FROM work_item WHERE status = 'assigned' GROUP BY queue_id
  ) AS line GROUP BY queue_id`;

/** When somebody is there: now, and until when. */
export interface Opening {
  readonly open: boolean;
  readonly changesAt: Date | null;
}

/** Whether these queues are open now. Those without hours, or with hours nobody told us of yet, always are. */
export async function openingsOf(
  db: EntityManager,
  queues: readonly Pick<Queue, 'id' | 'operatingHoursId'>[],
  now: Date,
): Promise<Map<QueueId, Opening>> {
  const ids = queues.flatMap(({ operatingHoursId }) => operatingHoursId ?? []);
  const versions: { id: string; version: number }[] =
    ids.length === 0
      ? []
      : await db.query(
          `SELECT id, version FROM definition_copy WHERE kind = 'operating-hours' AND id = ANY($1::uuid[])`,
          [ids],
        );
  const hours = await hoursOf(db, new Map(versions.map(({ id, version }) => [id, version])));
  return new Map(
    queues.map(({ id, operatingHoursId }) => {
      const of = (operatingHoursId && hours.get(operatingHoursId)) || null;
      return [id, { open: isOpen(of, now), changesAt: nextChange(of, now)?.at ?? null }];
    }),
  );
}

/** When a supervisor is to be alerted that somebody waits longer than the queue promises; null: nobody waits, or nothing is promised. */
export const tooLongAt = (
  { serviceLevelSeconds }: Pick<Queue, 'serviceLevelSeconds'>,
  { longestWaitSince }: Figures,
): Date | null =>
  longestWaitSince && serviceLevelSeconds !== null
    ? new Date(longestWaitSince.getTime() + serviceLevelSeconds * 1000)
    : null;

/** These queues as lists show them, in the same order. */
export async function viewQueues(
  db: EntityManager,
  queues: readonly Queue[],
  now: Date,
  figures?: ReadonlyMap<QueueId, Figures>,
): Promise<QueueView[]> {
  const members: { queueId: QueueId; agentIds: AgentId[] }[] = await db.query(
    `SELECT queue_id AS "queueId", array_agg(agent_id ORDER BY agent_id) AS "agentIds"
     FROM queue_member WHERE queue_id = ANY($1) GROUP BY queue_id`,
    [queues.map(({ id }) => id)],
  );
  const memberIds = new Map(members.map(({ queueId, agentIds }) => [queueId, agentIds]));
  const lines = figures ?? (await figuresOfQueues(db));
  const openings = await openingsOf(db, queues, now);
  return queues.map((queue) => {
    const { removedAt: _removedAt, copiedFrom: _copiedFrom, ...settings } = queue;
    const line = lines.get(queue.id) ?? nobody;
    const { open, changesAt } = openings.get(queue.id)!;
    const served = memberIds.get(queue.id) ?? [];
    const tooLong = tooLongAt(queue, line);
    return {
      ...settings,
      isDefault: isDefault(queue),
      memberIds: served,
      waiting: line.waiting,
      offered: line.offered,
      inWork: line.inWork,
      longestWaitSince: line.longestWaitSince?.toISOString() ?? null,
      open,
      changesAt: changesAt?.toISOString() ?? null,
      alerts: [
        ...(line.waiting > 0 && served.length === 0 ? (['no-members'] as const) : []),
        ...(tooLong && tooLong <= now ? (['waits-too-long'] as const) : []),
      ],
    };
  });
}

/** All queues, by name; only those with `q` in their name or slug, where it is said. */
export async function listQueues(db: EntityManager, { cursor, limit, q }: QueuesRequest, now: Date) {
  const from = byName.read(cursor);
  const rows = await db
    .getRepository(QueueTable)
    .createQueryBuilder('q')
    .where('q.removed_at IS NULL')
    .andWhere(from ? '(q.name, q.id) > (:name, :id)' : 'true', from ?? {})
    .andWhere(q ? '(q.name ILIKE :like OR q.slug ILIKE :like)' : 'true', q ? { like: likeOf(q) } : {})
    .orderBy('q.name')
    .addOrderBy('q.id')
    .limit(limit + 1)
    .getMany();
  const { next } = page(rows, limit, byName.write, ({ id }) => id);
  return { items: await viewQueues(db, rows.slice(0, limit), now), next };
}

export async function queueWith(db: EntityManager, id: QueueId, now: Date): Promise<QueueView> {
  const queue = await db.getRepository(QueueTable).findOneBy({ id, removedAt: IsNull() });
  if (!queue) throw new Refusal('queue-not-found', 'There is no such queue.');
  const [view] = await viewQueues(db, [queue], now);
  return view!;
}
