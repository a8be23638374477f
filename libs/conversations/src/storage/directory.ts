import { type EntityManager, In } from 'typeorm';
import type { Transaction } from '#event-bus';
import {
  type DirectoryKind,
  type DirectoryNumber,
  type DirectoryRecord,
  type Known,
  knownOf,
  numbersOf,
} from '../domain/directory.ts';
import type { Found } from '../domain/identification.ts';
import { DirectoryNumberTable, DirectoryRecordTable } from './directory.table.ts';
import { inBulk } from './in-bulk.ts';

type Reading = Pick<Transaction, 'manager'>;

/** Contacts, accounts and cases. */
export const directory = ({ manager }: Reading) => {
  const table = manager.getRepository(DirectoryRecordTable);
  return {
    find: (kind: DirectoryKind, id: string): Promise<DirectoryRecord | null> => table.findOneBy({ kind, id }),

    /** Those of these ids that are there, locked in the order of ids until the transaction ends. */
    async lock(ids: readonly string[]): Promise<Map<string, DirectoryRecord>> {
      const found = await table
        .createQueryBuilder('r')
        .where('r.id = ANY(:ids)', { ids })
        .orderBy('r.id')
        .setLock('pessimistic_write')
        .getMany();
      return new Map(found.map((record) => [record.id, record]));
    },

    /** Inserts the new ones and overwrites the others, with the numbers they are found by. */
    async save(records: readonly DirectoryRecord[]): Promise<void> {
      if (records.length === 0) return;
      await inBulk(manager, DirectoryRecordTable).save(records);
      const ids = records.map(({ id }) => id);
      await manager.query(`DELETE FROM directory_number WHERE record_id = ANY($1::uuid[])`, [ids]);
      await addNumbers(manager, records.flatMap(numbersOf));
    },

    /** Cases lose their contact or account, contacts their account. */
    async remove({ id }: DirectoryRecord): Promise<void> {
      await manager.getRepository(DirectoryNumberTable).delete({ recordId: id });
      await table.delete({ id });
      for (const field of ['contact', 'account'])
        await manager.query(
          `UPDATE directory_record SET ${field}_id = NULL, version = version + 1,
             data = jsonb_set(data, '{${field}Id}', 'null') WHERE ${field}_id = $1`,
          [id],
        );
    },

    /** Which of these are of this kind. */
    async known(kind: DirectoryKind, ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const found = await table.find({ select: { id: true }, where: { kind, id: In([...ids]) } });
      return new Set(found.map(({ id }) => id));
    },

    /** Active contacts and accounts with these numbers, in any of their columns: one statement for all. By number. */
    async numbered(numbers: readonly string[]): Promise<Map<string, Found[]>> {
      if (numbers.length === 0) return new Map();
      const rows: (FoundRow & { number: string })[] = await manager.query(
        `SELECT n.number, n.of_column AS "column", ${foundColumns}
         FROM directory_number n JOIN directory_record r ON r.id = n.record_id AND r.active ${foundJoins}
         WHERE n.number = ANY($1) ORDER BY r.kind DESC, r.name, r.id`,
        [[...new Set(numbers)]],
      );
      return Map.groupBy(
        rows.map((row) => ({ ...foundOf(row), number: row.number })),
        ({ number }) => number,
      );
    },

    /** Active contacts and accounts with exactly this name or e-mail address, at most 21. */
    async called(what: { readonly name?: string | undefined; readonly email?: string | undefined }): Promise<Found[]> {
      const rows: FoundRow[] = await manager.query(
        `SELECT NULL AS "column", ${foundColumns} FROM directory_record r ${foundJoins}
         WHERE r.active AND r.kind IN ('contact', 'account')
           AND (r.email = lower($1) OR (r.kind IN ('contact', 'account') AND r.name = $2)) LIMIT 21`,
        [what.email ?? null, what.name ?? null],
      );
      return rows.map(foundOf);
    },

    /** One contact or account, active or not, as it would be linked; null: there is none. */
    async asFound(id: string): Promise<Found | null> {
      const [row]: FoundRow[] = await manager.query(
        `SELECT NULL AS "column", ${foundColumns} FROM directory_record r ${foundJoins}
         WHERE r.id = $1 AND r.kind IN ('contact', 'account')`,
        [id],
      );
      return row ? foundOf(row) : null;
    },

    /** Active cases with this number, at most two. */
    async casesNumbered(number: string): Promise<Known[]> {
      const found = await table.find({ where: { kind: 'case', name: number, active: true }, take: 2 });
      return found.map(knownOf);
    },
  };
};

const foundColumns = `
  jsonb_build_object('id', r.id, 'kind', r.kind, 'data', r.data) AS record,
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'kind', 'account', 'data', a.data) END AS account,
  COALESCE(k.cases, '[]') AS cases`;
const foundJoins = `
  LEFT JOIN directory_record a ON a.id = r.account_id AND a.kind = 'account' AND a.active
  LEFT JOIN LATERAL (
    SELECT json_agg(jsonb_build_object('id', one.id, 'kind', 'case', 'data', one.data)) AS cases FROM (
      (SELECT id, data FROM directory_record c WHERE c.contact_id = r.id AND c.kind = 'case' AND c.active LIMIT 2)
      UNION
      (SELECT id, data FROM directory_record c
       WHERE c.account_id = r.id AND r.kind = 'account' AND c.kind = 'case' AND c.active LIMIT 2)
    ) AS one
  ) AS k ON true`;

type Stored = Pick<DirectoryRecord, 'id' | 'kind' | 'data'>;
interface FoundRow {
  readonly column: string | null;
  readonly record: Stored;
  readonly account: Stored | null;
  readonly cases: readonly Stored[];
}

const foundOf = ({ column, record, account, cases }: FoundRow): Found => ({
  column,
  contact: record.kind === 'contact' ? knownOf(record) : null,
  account: record.kind === 'account' ? knownOf(record) : account && knownOf(account),
  cases: cases.map(knownOf),
});

async function addNumbers(manager: EntityManager, numbers: readonly DirectoryNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  await manager.query(
    `INSERT INTO directory_number (record_id, of_column, kind, number)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])`,
    [
      numbers.map(({ recordId }) => recordId),
      numbers.map(({ column }) => column),
      numbers.map(({ kind }) => kind),
      numbers.map(({ number }) => number),
    ],
  );
}
