import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { BuiltIn, DefinitionId, DefinitionKind, ListOfDefinitionsRequest } from '#contracts';
import { builtInNamed, type Definition, viewOfBuiltIn, viewOfDefinition } from '#definitions';
import { cursorOf, likeOf, page } from '#platform';
import { DefinitionTable } from '../storage/definition.tables.ts';

const bySort = cursorOf(z.object({ sort: z.string(), value: z.string(), id: z.uuid() }));
/** One of this kind, built in or defined; null when there is none, or none any more. */
export async function definitionOf(db: EntityManager, kind: DefinitionKind, id: DefinitionId) {
  const builtIn = kind.builtIn.find((one) => one.id === id);
  if (builtIn) return viewOfBuiltIn(builtIn);
  const found = await db.getRepository(DefinitionTable).findOneBy({ kind: kind.kind, id });
  return found?.removedAt === null ? viewOfDefinition(found) : null;
}

/** Those of a kind, as asked. Built-in ones stand before the first page's own, whatever the order. */
export async function listDefinitions(db: EntityManager, kind: DefinitionKind, asked: ListOfDefinitionsRequest) {
  const { cursor, limit, q, sort } = asked;
  const filter = Object.fromEntries(
    kind.filters.filter((field) => asked[field] !== undefined).map((field) => [field, asked[field]]),
  );
  const column = sort.endsWith('name') ? 'name' : 'changedAt';
  const downwards = sort.startsWith('-');
  const after = bySort.read(cursor);

  const query = db
    .getRepository(DefinitionTable)
    .createQueryBuilder('d')
    .where('d.kind = :kind AND d.removedAt IS NULL', { kind: kind.kind })
    .orderBy(`d.${column}`, downwards ? 'DESC' : 'ASC')
    .addOrderBy('d.id', downwards ? 'DESC' : 'ASC')
    .limit(limit + 1);
  if (after) query.andWhere(`(d.${column}, d.id) ${downwards ? '<' : '>'} (:value, :id)`, after);
  if (q) query.andWhere('(d.name ILIKE :like OR d.slug ILIKE :like)', { like: likeOf(q) });
  for (const [n, [field, value]] of Object.entries(filter).entries())
    query.andWhere(`(d.body @> :equal${n}::jsonb OR d.body @> :holds${n}::jsonb)`, {
      [`equal${n}`]: JSON.stringify({ [field]: value }),
      [`holds${n}`]: JSON.stringify({ [field]: [value] }),
    });
  const rows = await query.getMany();

  const builtIn = after
    ? []
    : builtInNamed(kind, q)
        .filter((one) => holdsAll(one, filter))
        .map(viewOfBuiltIn);
  const placeOf = ({ name, changedAt, id }: Definition) =>
    bySort.write({ sort, value: column === 'name' ? name : changedAt.toISOString(), id });
  const { items, next } = page(rows, limit, placeOf, viewOfDefinition);
  return { items: [...builtIn, ...items], next };
}

function holdsAll(one: BuiltIn, filter: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([field, value]) =>
    Array.isArray(one[field]) ? one[field].includes(value) : one[field] === value,
  );
}
