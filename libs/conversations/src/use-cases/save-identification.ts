import {
  type IdentificationRequest,
  identificationRequest,
  type IdentificationView,
  type WorkstreamId,
} from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { readIdentification } from '../queries/identification.ts';
import { IdentificationRuleTable } from '../storage/context.table.ts';
import { oneAtATime } from './how-customers-are-found.ts';

/** What its history calls it. */
export const identificationKind = 'identification';

/**
 * Says which columns tell who wrote on a workstream. The same again changes nothing; what was set is changed from a version. Refuses with
 * `workstream-not-found`, `version-required`, `version-mismatch`.
 */
export async function saveIdentification(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  asked: IdentificationRequest,
  from: number | null,
): Promise<IdentificationView> {
  await oneAtATime(tx);
  const known = await readIdentification(tx.manager, workstreamId);
  const isSame = JSON.stringify(settingsOf(known)) === JSON.stringify(settingsOf(asked));
  if (isSame && known.version > 0) return known;
  if (known.version > 0 || from !== null) refuseOtherVersion(known.version, from);
  return keep(tx, by, known, asked, 'changed');
}

/**
 * Makes it again what it was at a version; that is a change like any other. Refuses with `workstream-not-found`, `version-required`,
 * `version-mismatch`, `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreIdentification(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  wanted: number,
  from: number | null,
): Promise<IdentificationView> {
  await oneAtATime(tx);
  const known = await readIdentification(tx.manager, workstreamId);
  refuseOtherVersion(known.version, from);
  const about = { kind: identificationKind, subjectId: workstreamId, version: wanted };
  return keep(tx, by, known, await changes(tx).at(identificationRequest, about), 'restored');
}

const settingsOf = ({ contactNumbers, accountNumbers, variables }: IdentificationRequest): IdentificationRequest => ({
  contactNumbers,
  accountNumbers,
  variables,
});

async function keep(
  tx: Transaction,
  by: By,
  known: IdentificationView,
  asked: IdentificationRequest,
  action: 'changed' | 'restored',
): Promise<IdentificationView> {
  const { workstreamId } = known;
  await keepIdentification(tx, by, [{ workstreamId, before: known, asked, version: known.version + 1, action }]);
  return readIdentification(tx.manager, workstreamId);
}

/** What becomes of one workstream's. */
export interface Kept {
  readonly workstreamId: WorkstreamId;
  readonly before: IdentificationRequest;
  readonly asked: IdentificationRequest;
  readonly version: number;
  readonly action: 'changed' | 'restored';
}

const atOnce = 1000;

/** Stores which columns tell who wrote on these workstreams, and writes down who said so. */
export async function keepIdentification(tx: Transaction, by: By, all: readonly Kept[]): Promise<void> {
  const table = tx.manager.getRepository(IdentificationRuleTable);
  for (const some of chunks(all, atOnce)) {
    await table.upsert(
      some.map(({ workstreamId, asked, version }) => ({ workstreamId, ...asked, version, changedAt: tx.now })),
      ['workstreamId'],
    );
    await changes(tx).recordAll(
      by,
      some.map(({ workstreamId: subjectId, before, asked, version, action }) => ({
        ...{ kind: identificationKind, subjectId, version, action },
        ...{ before: { ...settingsOf(before) }, after: { ...settingsOf(asked) } },
      })),
    );
  }
}
