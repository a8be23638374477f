import { type LifeSettings, type LifeSettingsView, Refusal, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { readLifeSettings } from '../queries/life-settings.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { planAnew } from '../timers/plan-anew.ts';

/**
 * Says how the conversations of a workstream live from now on (product.md 17.4, 21, 43, 46); those that are under way, too. Refuses with
 * `workstream-not-found`, `version-mismatch`.
 */
export async function setLifeSettings(
  tx: Transaction,
  workstreamId: WorkstreamId,
  asked: LifeSettings,
  from: number,
): Promise<LifeSettingsView> {
  const known = await readLifeSettings(tx.manager, workstreamId);
  const saved =
    known.version === from &&
    (await lifeSettingsOf(tx).save({ ...asked, workstreamId, version: from + 1, changedAt: tx.now }));
  if (!saved) throw new Refusal('version-mismatch', `These settings are at version ${known.version} now.`);
  await planAnew(tx, [workstreamId]);
  return readLifeSettings(tx.manager, workstreamId);
}
