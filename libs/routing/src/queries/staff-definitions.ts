import type { EntityManager } from 'typeorm';
import type { DefinitionId, StaffKind } from '#contracts';
import { likeOf, page } from '#platform';
import { builtInNamed, viewOfBuiltIn, viewOfDefinition } from '#definitions';
import { StaffDefinitionTable } from '../storage/staff-definition.tables.ts';
import { byName, type PageAsked } from './page.ts';

/** One of this kind; null when there is none, or none any more. */
export async function staffOf(db: EntityManager, kind: StaffKind, id: DefinitionId) {
  const builtIn = kind.builtIn.find((one) => one.id === id);
  if (builtIn) return viewOfBuiltIn(builtIn);
  const found = await db.getRepository(StaffDefinitionTable).findOneBy({ kind: kind.kind, id });
  return found?.removedAt === null ? viewOfDefinition(found) : null;
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
  const { items, next } = page(await query.getMany(), limit, byName.write, viewOfDefinition);
  return { items: [...(from ? [] : builtInNamed(kind, q).map(viewOfBuiltIn)), ...items], next };
}
