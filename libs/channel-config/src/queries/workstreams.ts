import type { EntityManager } from 'typeorm';
import type { WorkstreamId, WorkstreamView } from '#contracts';
import { type LifeRow, lifeViewOf, selectLife } from './life.ts';
import { byName, inState, type ListAsked, page } from './list.ts';

interface WorkstreamRow extends LifeRow, Pick<WorkstreamView, 'id' | 'version' | 'slug' | 'name' | 'mode'> {
  fallback_queue_id: WorkstreamView['fallbackQueueId'];
  created_at: Date;
  changed_at: Date;
}

const select = `
  SELECT w.id, w.version, w.slug, w.name, w.mode, w.fallback_queue_id, w.created_at, w.changed_at, ${selectLife('workstream', 'w')}
    FROM workstream w`;

const view = (row: WorkstreamRow): WorkstreamView => ({
  id: row.id,
  version: row.version,
  slug: row.slug,
  name: row.name,
  mode: row.mode,
  fallbackQueueId: row.fallback_queue_id,
  ...lifeViewOf(row),
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
});

export async function listWorkstreams(db: EntityManager, { cursor, limit, state }: ListAsked) {
  const from = byName.read(cursor);
  const rows: WorkstreamRow[] = await db.query(
    `${select} WHERE ${inState('w', '$4')} AND ($1::text IS NULL OR (w.name, w.id) > ($1, $2::uuid)) ORDER BY w.name, w.id LIMIT $3`,
    [from?.name ?? null, from?.id ?? null, limit + 1, state ?? null],
  );
  return page(rows, limit, (row) => row, view);
}

export async function workstreamOf(db: EntityManager, id: WorkstreamId): Promise<WorkstreamView | null> {
  const [row]: WorkstreamRow[] = await db.query(`${select} WHERE w.id = $1`, [id]);
  return row ? view(row) : null;
}
