import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { BuiltInStaff, ConfigurationChange, DefinitionId, StaffKind } from '#contracts';
import { cursorOf } from '#platform';
import { differences } from '../domain/differences.ts';
import { definedBy, type StaffDefinition } from '../domain/staff-definition.ts';
import { type StaffChange, StaffChangeTable, StaffDefinitionTable } from '../storage/staff-definition.tables.ts';
import { byName, likeOf, page, type PageAsked } from './page.ts';

/** Built-in ones were there before everything else. */
const always = new Date(0).toISOString();

export const viewOfStaff = (definition: StaffDefinition) => ({
  ...definedBy(definition),
  id: definition.id as string,
  version: definition.version,
  builtIn: false,
  createdAt: definition.createdAt.toISOString(),
  changedAt: definition.changedAt.toISOString(),
});
const viewOfBuiltIn = (one: BuiltInStaff) => ({
  ...one,
  version: 1,
  builtIn: true,
  createdAt: always,
  changedAt: always,
});

/** One of this kind; null when there is none, or none any more. */
export async function staffOf(db: EntityManager, kind: StaffKind, id: DefinitionId) {
  const builtIn = kind.builtIn.find((one) => one.id === id);
  if (builtIn) return viewOfBuiltIn(builtIn);
  const found = await db.getRepository(StaffDefinitionTable).findOneBy({ kind: kind.kind, id });
  return found?.removedAt === null ? viewOfStaff(found) : null;
}

/** Those of a kind by name, built-in ones before the first page's own; `q` looks into names and slugs. */
export async function listStaff(
  db: EntityManager,
  kind: StaffKind,
  { cursor, limit, q }: PageAsked & { q?: string | undefined },
) {
  const from = byName.read(cursor);
  const query = db
    .getRepository(StaffDefinitionTable)
    .createQueryBuilder('d')
    .where('d.kind = :kind AND d.removedAt IS NULL', { kind: kind.kind })
    .orderBy('d.name')
    .addOrderBy('d.id')
    .limit(limit + 1);
  if (from) query.andWhere('(d.name, d.id) > (:name, :id)', from);
  if (q) query.andWhere('(d.name ILIKE :like OR d.slug ILIKE :like)', { like: likeOf(q) });
  const { items, next } = page(await query.getMany(), limit, byName.write, viewOfStaff);
  const isAsked = ({ name, slug }: BuiltInStaff) =>
    !q || [name, slug].some((text) => text.toLowerCase().includes(q.toLowerCase()));
  return { items: [...(from ? [] : kind.builtIn.filter(isAsked).map(viewOfBuiltIn)), ...items], next };
}

const byTime = cursorOf(z.object({ id: z.uuid() }));

const viewOfChange = ({ id, happenedAt, bySubject, byName, ...change }: StaffChange): ConfigurationChange => ({
  ...change,
  id,
  at: happenedAt.toISOString(),
  by: { subject: bySubject, name: byName },
  differing: [...differences(change.before ?? {}, change.after ?? {})],
});

/** What was changed of one definition or agent, newest first. */
export async function listStaffChanges(db: EntityManager, subjectId: string, { cursor, limit }: PageAsked) {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(StaffChangeTable).find({
    where: { subjectId, ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  return page(rows, limit, byTime.write, viewOfChange);
}
