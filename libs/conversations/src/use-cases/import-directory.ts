import { v5 as uuidFrom } from 'uuid';
import type { Transaction } from '#event-bus';
import { type Asked, type DirectoryKind, isSame, recordOf } from '../domain/directory.ts';
import { directory } from '../storage/directory.ts';
import { refuseStrangers } from './save-directory-record.ts';

/** One line of an imported table: what is said of somebody, under a reference of the table's own. */
export interface ImportedRecord {
  readonly line: number;
  readonly id: string;
  readonly asked: Asked;
}

const namespace = '0199c1d4-7c00-7000-8000-00000000d1ec';

/** The id of what a table calls so: the same table again means the same records. */
export const idOfReference = (kind: DirectoryKind, reference: string): string =>
  uuidFrom(`${kind} ${reference.trim().toLowerCase()}`, namespace);

/** Takes some lines of a table into the directory, together; answers how many were new, were changed, and were as they are. */
export async function importDirectory(
  tx: Transaction,
  kind: DirectoryKind,
  lines: readonly ImportedRecord[],
  country: string,
): Promise<{ created: number; changed: number; unchanged: number }> {
  const latest = new Map(lines.map((line) => [line.id, line]));
  const known = await directory(tx).lock([...latest.keys()]);
  const records = [...latest.values()].flatMap(({ id, asked }) => {
    const before = known.get(id) ?? null;
    const record = recordOf(kind, id, asked, before, country, tx.now);
    return before && isSame(before, record) ? [] : [record];
  });
  await refuseStrangers(tx, records);
  await directory(tx).save(records);
  const created = records.filter(({ id }) => !known.has(id)).length;
  return { created, changed: records.length - created, unchanged: lines.length - records.length };
}
