import { type DirectorySourceRequest, directorySourceRequest, type DirectorySourceView } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { readDirectorySource } from '../queries/identification.ts';
import { DirectorySourceTable } from '../storage/context.table.ts';
import { oneAtATime } from './how-customers-are-found.ts';

/** What its history calls it; there is one. */
export const directorySource = { kind: 'directory-source', subjectId: 'standard' };

/**
 * Says where customers are looked up. What another system said before is forgotten. The same again changes nothing; what was set is changed
 * from a version. Refuses with `version-required`, `version-mismatch`.
 */
export async function saveDirectorySource(
  tx: Transaction,
  by: By,
  asked: DirectorySourceRequest,
  from: number | null,
): Promise<DirectorySourceView> {
  await oneAtATime(tx);
  const known = await readDirectorySource(tx.manager);
  const isSame = JSON.stringify(settingsOf(known)) === JSON.stringify(settingsOf(asked));
  if (isSame && known.version > 0) return known;
  if (known.version > 0 || from !== null) refuseOtherVersion(known.version, from);
  return keepDirectorySource(tx, by, known, asked, 'changed');
}

/**
 * Looks them up again where it was at a version; that is a change like any other. Refuses with `version-required`, `version-mismatch`,
 * `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreDirectorySource(
  tx: Transaction,
  by: By,
  wanted: number,
  from: number | null,
): Promise<DirectorySourceView> {
  await oneAtATime(tx);
  const known = await readDirectorySource(tx.manager);
  refuseOtherVersion(known.version, from);
  const asked = await changes(tx).at(directorySourceRequest, { ...directorySource, version: wanted });
  return keepDirectorySource(tx, by, known, asked, 'restored');
}

const settingsOf = ({ source, address, timeoutSeconds, cacheSeconds }: DirectorySourceRequest) => ({
  source,
  address,
  timeoutSeconds,
  cacheSeconds,
});

/** Stores where customers are looked up, forgets what was said of them elsewhere, and writes down who said so. */
export async function keepDirectorySource(
  tx: Transaction,
  by: By,
  known: DirectorySourceView,
  asked: DirectorySourceRequest,
  action: 'changed' | 'restored',
): Promise<DirectorySourceView> {
  const version = known.version + 1;
  await tx.manager.getRepository(DirectorySourceTable).upsert({ id: 1, ...asked, version, changedAt: tx.now }, ['id']);
  await tx.manager.query('DELETE FROM directory_answer');
  const versions = { before: settingsOf(known), after: settingsOf(asked) };
  await changes(tx).record(by, { ...directorySource, version, action, ...versions });
  return readDirectorySource(tx.manager);
}
