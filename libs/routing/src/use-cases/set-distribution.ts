import { type Distribution, Refusal, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { DistributionSettings } from '../domain/workstream.ts';
import { workstreams } from '../storage/workstreams.ts';

/** Says how a workstream distributes its work from now on; what is offered or in work stays as it is. Refuses with `version-mismatch`. */
export async function setDistribution(
  tx: Transaction,
  workstreamId: WorkstreamId,
  asked: Distribution,
  from: number,
): Promise<DistributionSettings> {
  const known = await workstreams(tx).distribution(workstreamId);
  if (known.version !== from)
    throw new Refusal('version-mismatch', `These settings are at version ${known.version} now.`);
  const settings = { ...asked, workstreamId, version: known.version + 1 };
  await workstreams(tx).saveDistribution(settings);
  tx.wake('assignment');
  return settings;
}
