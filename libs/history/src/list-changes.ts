import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import { type ConfigurationChange, differences, type pageRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { type ChangeRow, ChangeTable } from './changes.ts';

const byVersion = cursorOf(z.object({ version: z.int() }));

/** A change as it is told. */
export const viewOfChange = ({ id, happenedAt, bySubject, byName, ...change }: ChangeRow): ConfigurationChange => ({
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
  { cursor, limit }: z.output<typeof pageRequest>,
): Promise<{ items: ConfigurationChange[]; next: string | null }> {
  const from = byVersion.read(cursor);
  const rows = await db.getRepository(ChangeTable).find({
    where: { ...about, ...(from && { version: LessThan(from.version) }) },
    order: { version: 'DESC' },
    take: limit + 1,
  });
  return page(rows, limit, byVersion.write, viewOfChange);
}
