import { capacityProfileKind, type Distribution, distributionRequest, Refusal, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { DistributionSettings } from '../domain/workstream.ts';
import { settingsOfDistribution } from '../domain/configuration.ts';
import { type By, type ChangeRow, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { workstreams } from '../storage/workstreams.ts';

/**
 * Says how a workstream distributes its work from now on; what is offered or in work stays as it is. Refuses with `version-mismatch`,
 * `unknown-reference` (a capacity profile that is not there: nobody could have room in it).
 */
export async function setDistribution(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  asked: Distribution,
  from: number | null,
  action: ChangeRow['action'] = 'changed',
): Promise<DistributionSettings> {
  await refuseUnknownProfile(tx, asked);
  const known = await workstreams(tx).distribution(workstreamId);
  refuseOtherVersion(known.version, from);
  const settings = { ...asked, workstreamId, version: known.version + 1 };
  await workstreams(tx).saveDistribution(settings);
  const [before, after] = [settingsOfDistribution(known), settingsOfDistribution(settings)];
  await changes(tx).record(by, {
    kind: 'distribution',
    subjectId: workstreamId,
    version: settings.version,
    action,
    before: { ...before },
    after: { ...after },
  });
  tx.wake('assignment');
  return settings;
}

/** Nobody removes the profile until this transaction is over. */
async function refuseUnknownProfile(tx: Transaction, { capacityProfileId: id }: Distribution): Promise<void> {
  if (id === null) return;
  await staffDefinitions(tx).oneAtATime();
  if ((await staffDefinitions(tx).some(capacityProfileKind, [id])).has(id)) return;
  throw new Refusal('unknown-reference', 'There is no such capacity profile.', 'capacityProfileId');
}

/**
 * Makes the settings again what they were at a version; that is a change like any other. Refuses with `version-mismatch`,
 * `version-not-found`, `outdated`, `unknown-reference`.
 */
export async function restoreDistribution(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  version: number,
  from: number | null,
): Promise<DistributionSettings> {
  // the first version is what every workstream begins with
  const was =
    version === 1
      ? distributionRequest.parse({})
      : await changes(tx).at(distributionRequest, { kind: 'distribution', subjectId: workstreamId, version });
  return setDistribution(tx, by, workstreamId, was, from, 'restored');
}
