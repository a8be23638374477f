import type { EntityManager } from 'typeorm';
import type { ChannelId, ChannelView } from '#contracts';
import { callbackOf } from '../domain/messaging-account.ts';
import { type LifeRow, lifeViewOf, selectLife } from './life.ts';
import { byName, inState, type ListAsked, page } from './list.ts';

interface ChannelRow
  extends LifeRow, Pick<ChannelView, 'id' | 'version' | 'slug' | 'name' | 'language' | 'number' | 'settings'> {
  workstream_id: ChannelView['workstreamId'];
  account_id: ChannelView['accountId'];
  number_id: ChannelView['numberId'];
  key: string;
  created_at: Date;
  changed_at: Date;
}

const select = `
  SELECT c.id, c.version, c.slug, c.name, c.language, c.settings, c.workstream_id, c.number_id, c.created_at, c.changed_at,
         c.number, c.account_id, a.key, ${selectLife('channel', 'c')}
    FROM channel c JOIN messaging_account a ON a.id = c.account_id`;

const viewAt =
  (publicBase: string) =>
  (row: ChannelRow): ChannelView => ({
    id: row.id,
    version: row.version,
    slug: row.slug,
    name: row.name,
    workstreamId: row.workstream_id,
    accountId: row.account_id,
    numberId: row.number_id,
    number: row.number,
    language: row.language,
    settings: row.settings,
    inboundUrl: callbackOf(publicBase, row.key).messages,
    ...lifeViewOf(row),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  });

export async function listChannels(db: EntityManager, publicBase: string, { cursor, limit, state }: ListAsked) {
  const from = byName.read(cursor);
  const rows: ChannelRow[] = await db.query(
    `${select} WHERE ${inState('c', '$4')} AND ($1::text IS NULL OR (c.name, c.id) > ($1, $2::uuid)) ORDER BY c.name, c.id LIMIT $3`,
    [from?.name ?? null, from?.id ?? null, limit + 1, state ?? null],
  );
  return page(rows, limit, (row) => row, viewAt(publicBase));
}

export async function channelOf(db: EntityManager, publicBase: string, id: ChannelId): Promise<ChannelView | null> {
  const [row]: ChannelRow[] = await db.query(`${select} WHERE c.id = $1`, [id]);
  return row ? viewAt(publicBase)(row) : null;
}
