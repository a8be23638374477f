import type { EntityManager } from 'typeorm';
import type { ChannelId, ChannelView } from '#contracts';
import { callbackOf } from '../domain/messaging-account.ts';
import { byName, page, type PageAsked } from './list.ts';

interface ChannelRow extends Pick<ChannelView, 'id' | 'version' | 'slug' | 'name' | 'language' | 'number'> {
  workstream_id: ChannelView['workstreamId'];
  account_id: ChannelView['accountId'];
  number_id: ChannelView['numberId'];
  key: string;
  created_at: Date;
  changed_at: Date;
}

const select = `
  SELECT c.id, c.version, c.slug, c.name, c.language, c.workstream_id, c.number_id, c.created_at, c.changed_at,
         n.address AS number, n.account_id, a.key
    FROM channel c JOIN support_number n ON n.id = c.number_id JOIN messaging_account a ON a.id = n.account_id`;

const viewAt =
  (publicBase: string) =>
  ({ workstream_id, account_id, number_id, key, created_at, changed_at, ...row }: ChannelRow): ChannelView => ({
    ...row,
    workstreamId: workstream_id,
    accountId: account_id,
    numberId: number_id,
    inboundUrl: callbackOf(publicBase, key).messages,
    createdAt: created_at.toISOString(),
    changedAt: changed_at.toISOString(),
  });

export async function listChannels(db: EntityManager, publicBase: string, { cursor, limit }: PageAsked) {
  const from = byName.read(cursor);
  const rows: ChannelRow[] = await db.query(
    `${select} WHERE $1::text IS NULL OR (c.name, c.id) > ($1, $2::uuid) ORDER BY c.name, c.id LIMIT $3`,
    [from?.name ?? null, from?.id ?? null, limit + 1],
  );
  return page(rows, limit, (row) => row, viewAt(publicBase));
}

export async function channelOf(db: EntityManager, publicBase: string, id: ChannelId): Promise<ChannelView | null> {
  const [row]: ChannelRow[] = await db.query(`${select} WHERE c.id = $1`, [id]);
  return row ? viewAt(publicBase)(row) : null;
}
