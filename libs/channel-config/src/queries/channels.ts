import type { EntityManager } from 'typeorm';
import type { AccountProvider, ChannelId, ChannelListRequest, ChannelView } from '#contracts';
import { callbackOf } from '../domain/messaging-account.ts';
import { type LifeRow, lifeViewOf, selectLife } from './life.ts';
import { listed } from './list.ts';

interface ChannelRow
  extends LifeRow, Pick<ChannelView, 'id' | 'version' | 'slug' | 'name' | 'language' | 'number' | 'settings'> {
  workstream_id: ChannelView['workstreamId'];
  account_id: ChannelView['accountId'];
  number_id: ChannelView['numberId'];
  key: string;
  provider: AccountProvider;
  created_at: Date;
  changed_at: Date;
}

const select = `
  SELECT c.id, c.version, c.slug, c.name, c.language, c.settings, c.workstream_id, c.number_id, c.created_at, c.changed_at,
         c.number, c.account_id, a.key, c.provider, ${selectLife('channel', 'c')}
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
    inboundUrl: callbackOf(publicBase, row)?.messages ?? null,
    ...lifeViewOf(row),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  });

/** Also found by a part of its number. */
export const listChannels = (
  db: EntityManager,
  publicBase: string,
  { workstreamId, accountId, ...asked }: ChannelListRequest,
) =>
  listed(
    db,
    {
      select,
      row: 'c',
      search: (like) => `c.number LIKE ${like}`,
      equal: { workstream_id: workstreamId, account_id: accountId },
    },
    asked,
    viewAt(publicBase),
  );

export async function channelOf(db: EntityManager, publicBase: string, id: ChannelId): Promise<ChannelView | null> {
  const [row]: ChannelRow[] = await db.query(`${select} WHERE c.id = $1`, [id]);
  return row ? viewAt(publicBase)(row) : null;
}
