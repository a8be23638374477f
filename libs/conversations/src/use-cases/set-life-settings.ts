import { type LifeSettings, lifeSettingsRequest, type LifeSettingsView, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, type Change, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { differingFields, lifeThing } from '../domain/configuration.ts';
import { readLifeSettings } from '../queries/life-settings.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { planAnew } from '../timers/plan-anew.ts';

/** What their history calls them. */
export const lifeSettingsKind = 'life-settings';

/**
 * Says how the conversations of a workstream live from now on (product.md 17.4, 21, 43, 46); those that are under way, too. The same again
 * changes nothing. Refuses with `workstream-not-found`, `version-required`, `version-mismatch`.
 */
export async function setLifeSettings(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  asked: LifeSettings,
  from: number | null,
): Promise<LifeSettingsView> {
  const known = await lifeSettingsAt(tx, workstreamId, from);
  const isSame = differingFields(lifeThing(known), lifeThing(asked)).length === 0;
  return isSame && known.version > 0 ? known : keep(tx, by, known, asked, 'changed');
}

/**
 * Lets them live again as was set at a version; that is a change like any other. Refuses as setting does, and with `version-not-found`,
 * `outdated` (what it was is not allowed any more).
 */
export async function restoreLifeSettings(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  wanted: number,
  from: number | null,
): Promise<LifeSettingsView> {
  const known = await lifeSettingsAt(tx, workstreamId, from);
  const about = { kind: lifeSettingsKind, subjectId: workstreamId, version: wanted };
  return keep(tx, by, known, await changes(tx).at(lifeSettingsRequest, about), 'restored');
}

/** As they are, which nobody else changes until the transaction ends. */
async function lifeSettingsAt(
  tx: Transaction,
  workstreamId: WorkstreamId,
  from: number | null,
): Promise<LifeSettingsView> {
  await lifeSettingsOf(tx).oneAtATime();
  const known = await readLifeSettings(tx.manager, workstreamId);
  refuseOtherVersion(known.version, from);
  return known;
}

async function keep(
  tx: Transaction,
  by: By,
  known: LifeSettingsView,
  asked: LifeSettings,
  action: 'changed' | 'restored',
): Promise<LifeSettingsView> {
  const { workstreamId } = known;
  const after = { ...asked, workstreamId, version: known.version + 1 };
  await lifeSettingsOf(tx).saveAll([{ ...after, changedAt: tx.now }]);
  await changes(tx).record(by, lifeChange(known, after, action));
  await planAnew(tx, [workstreamId]);
  return readLifeSettings(tx.manager, workstreamId);
}

/** What the history says of a change of them. */
export const lifeChange = (
  before: LifeSettings,
  after: LifeSettings & { readonly workstreamId: WorkstreamId; readonly version: number },
  action: 'changed' | 'restored',
): Change => ({
  kind: lifeSettingsKind,
  subjectId: after.workstreamId,
  version: after.version,
  action,
  before: lifeThing(before),
  after: lifeThing(after),
});
