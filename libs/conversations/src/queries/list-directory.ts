import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { CasesRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import type { DirectoryKind, DirectoryRecord } from '../domain/directory.ts';
import { DirectoryRecordTable } from '../storage/directory.table.ts';

const byName = cursorOf(z.tuple([z.string(), z.uuid()]));

/** A record as lists and answers show it. */
export const directoryViewOf = ({ id, version, data, createdAt, changedAt }: DirectoryRecord) => ({
  ...data,
  id,
  version,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

/** Words as somebody types them, each the beginning of one that is looked for: `mar smi` finds Maria Smith. */
export const beginnings = (typed: string): string =>
  typed
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => `${word}:*`)
    .join(' & ');

const isNamed = `directory_words(r.name, r.data) @@ to_tsquery('simple', :words)`;
/** Each by its own index: of both as one condition the database makes a look at every record of the kind (4 s for 70,000). */
const isNamedOrNumbered = `r.id IN (
  SELECT id FROM directory_record d WHERE d.kind = :kind AND directory_words(d.name, d.data) @@ to_tsquery('simple', :words)
  UNION SELECT record_id FROM directory_number WHERE number LIKE '+' || :digits || '%' OR number LIKE '+1' || :digits || '%')`;

/** One page of a kind, by name. `q` finds beginnings of words, and numbers by their digits. */
export async function listDirectory(
  db: EntityManager,
  kind: DirectoryKind,
  { q, active, contactId, accountId, cursor, limit }: CasesRequest,
) {
  const query = db
    .getRepository(DirectoryRecordTable)
    .createQueryBuilder('r')
    .where('r.kind = :kind', { kind })
    .orderBy('r.name')
    .addOrderBy('r.id')
    .limit(limit + 1);
  if (active) query.andWhere('r.active = :active', { active: active === 'true' });
  if (contactId) query.andWhere('r.contactId = :contactId', { contactId });
  if (accountId) query.andWhere('r.accountId = :accountId', { accountId });
  const words = beginnings(q ?? '');
  const digits = (q ?? '').replace(/\D/g, '');
  if (words !== '') query.andWhere(digits.length >= 4 ? isNamedOrNumbered : isNamed, { words, digits });
  const after = byName.read(cursor);
  if (after) query.andWhere('(r.name, r.id) > (:name, :id)', { name: after[0], id: after[1] });
  const found = await query.getMany();
  return page(
    found,
    limit,
    ({ name, id }) => byName.write([name, id]),
    (record) => directoryViewOf(record) as never,
  );
}
