import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { ConfigurationChange } from '#contracts';
import { cursorOf } from '#platform';
import { differences } from '../domain/differences.ts';
import { type ChangeRow, ChangeTable } from '../storage/changes.ts';
import { page, type PageAsked } from './page.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

const viewOf = ({ id, happenedAt, bySubject, byName, ...change }: ChangeRow): ConfigurationChange => ({
  ...change,
  id,
  at: happenedAt.toISOString(),
  by: { subject: bySubject, name: byName },
  differing: [...differences(change.before ?? {}, change.after ?? {})],
});

/** What was changed of one thing, newest first. */
export async function listChanges(
  db: EntityManager,
  about: Pick<ChangeRow, 'kind' | 'subjectId'>,
  { cursor, limit }: PageAsked,
) {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(ChangeTable).find({
    where: { ...about, ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  return page(rows, limit, ({ id }) => byTime.write({ id }), viewOf);
}
