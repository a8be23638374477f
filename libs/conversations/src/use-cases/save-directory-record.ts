import { Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { type Asked, type DirectoryKind, type DirectoryRecord, isSame, recordOf } from '../domain/directory.ts';
import { directory } from '../storage/directory.ts';

const titles: Record<DirectoryKind, string> = { contact: 'contact', account: 'account', case: 'case' };
const codes: Record<DirectoryKind, string> = { contact: 'customer', account: 'customer', case: 'case' };

export const notFound = (kind: DirectoryKind) =>
  new Refusal(`${codes[kind]}-not-found`, `There is no such ${titles[kind]}.`);

/**
 * Makes one under the caller's id, or changes it from a version. The same once more changes nothing. Refuses with `unreadable` (a number that is none,
 * an account or contact that is not there, naming the field), `version-required`, `version-mismatch`, `already-exists` (the id is another kind's).
 */
export async function saveDirectoryRecord(
  tx: Transaction,
  {
    kind,
    id,
    asked,
    from,
    country,
  }: { kind: DirectoryKind; id: string; asked: Asked; from: number | null; country: string },
): Promise<DirectoryRecord> {
  const before = (await directory(tx).lock([id])).get(id) ?? null;
  if (before && before.kind !== kind) throw new Refusal('already-exists', 'Something else has this id.', 'id');
  if (!before && from !== null) throw new Refusal('version-mismatch', `There is no such ${titles[kind]} any more.`);
  const record = recordOf(kind, id, asked, before, country, tx.now);
  if (before && isSame(before, record)) return before;
  if (before) refuseOtherVersion(before.version, from);
  await refuseStrangers(tx, [record]);
  await directory(tx).save([record]);
  return record;
}

/** What these name has to be there. Refuses with `unreadable`. */
export async function refuseStrangers(tx: Transaction, records: readonly DirectoryRecord[]): Promise<void> {
  for (const [field, kind] of [
    ['accountId', 'account'],
    ['contactId', 'contact'],
  ] as const) {
    const named = [...new Set(records.flatMap((record) => record[field] ?? []))];
    const known = await directory(tx).known(kind, named);
    if (named.some((one) => !known.has(one))) throw new Refusal('unreadable', `is no ${kind}`, field);
  }
}

/** It is gone; conversations keep what they knew of it. Refuses with `...-not-found`. */
export async function removeDirectoryRecord(tx: Transaction, kind: DirectoryKind, id: string): Promise<void> {
  const before = (await directory(tx).lock([id])).get(id);
  if (before?.kind !== kind) throw notFound(kind);
  await directory(tx).remove(before);
}
