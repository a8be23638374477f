import type { EntityManager } from 'typeorm';
import type { ConfigurationListRequest, WorkstreamId, WorkstreamView } from '#contracts';
import { type LifeRow, lifeViewOf, selectLife } from './life.ts';
import { listed } from './list.ts';

interface WorkstreamRow
  extends LifeRow, Pick<WorkstreamView, 'id' | 'version' | 'slug' | 'name' | 'mode' | 'direction'> {
  copied_from: WorkstreamView['copiedFrom'];
  fallback_queue_id: WorkstreamView['fallbackQueueId'];
  created_at: Date;
  changed_at: Date;
}

const select = `
  SELECT w.id, w.version, w.slug, w.name, w.mode, w.direction, w.copied_from, w.fallback_queue_id, w.created_at, w.changed_at, ${selectLife('workstream', 'w')}
    FROM workstream w`;

const view = (row: WorkstreamRow): WorkstreamView => ({
  id: row.id,
  version: row.version,
  slug: row.slug,
  name: row.name,
  mode: row.mode,
  direction: row.direction,
  fallbackQueueId: row.fallback_queue_id,
  copiedFrom: row.copied_from,
  ...lifeViewOf(row),
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
});

export const listWorkstreams = (db: EntityManager, asked: ConfigurationListRequest) =>
  listed(db, { select, row: 'w' }, asked, view);

export async function workstreamOf(db: EntityManager, id: WorkstreamId): Promise<WorkstreamView | null> {
  const [row]: WorkstreamRow[] = await db.query(`${select} WHERE w.id = $1`, [id]);
  return row ? view(row) : null;
}
