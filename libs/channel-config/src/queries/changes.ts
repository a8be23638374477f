import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { ConfigurationChange } from '#contracts';
import { cursorOf } from '#platform';
import { differences } from '../domain/differences.ts';
import { ChannelTable } from '../storage/channel.table.ts';
import { MessagingAccountTable } from '../storage/messaging-account.table.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { type ChangeRow, ChangeTable } from '../storage/definition.tables.ts';
import type { PageAsked } from './list.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

const viewOf = ({ id, happenedAt, bySubject, byName, ...change }: ChangeRow): ConfigurationChange => ({
  ...change,
  id,
  at: happenedAt.toISOString(),
  by: { subject: bySubject, name: byName },
  differing: [...differences(change.before ?? {}, change.after ?? {})],
});

/** What was changed, newest first: of everything, of one kind, or of one thing. */
export async function listChanges(
  db: EntityManager,
  about: Partial<Pick<ChangeRow, 'kind' | 'subjectId'>>,
  { cursor, limit }: PageAsked,
) {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(ChangeTable).find({
    where: { ...about, ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? byTime.write({ id: items.at(-1)!.id }) : null };
}

const tables = { account: MessagingAccountTable, workstream: WorkstreamTable, channel: ChannelTable } as const;

/** Whether there is, or was, an account, a workstream or a channel with this id. */
export const exists = (db: EntityManager, kind: keyof typeof tables, id: string): Promise<boolean> =>
  db.getRepository<{ id: string }>(tables[kind] as never).existsBy({ id });
