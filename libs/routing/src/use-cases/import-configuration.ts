import {
  type ConfigurationFile,
  type ConfigurationImported,
  type Distribution,
  distributionRequest,
  nameInFile,
  queueId,
  type QueueId,
  queueRequest,
  type QueueRequest,
  type Slug,
  withIds,
  type WorkstreamId,
  workstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import { withOtherQueues } from '../domain/agent.ts';
import { distributionThing, queueReferences, queueThing, type QueueWithMembers } from '../domain/configuration.ts';
import { differingFields } from '../domain/differing-fields.ts';
import { type DistributionSettings, usualDistribution } from '../domain/workstream.ts';
import { agents } from '../storage/agents.ts';
import { type Configuration, readConfiguration, saveDistributions, saveQueues } from '../storage/configuration.ts';
import { queues } from '../storage/queues.ts';
import { show } from './show.ts';

/**
 * Makes queues and distributions what a file says (decisions I): all of it or, when anything in it is wrong, nothing. Queues are known by
 * their slugs, distributions by the ids of their workstreams, which may be heard of later. Nothing is ever removed: what waits in a queue
 * needs it. Refuses with `unreadable`, `already-exists`, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await queues(tx).oneAtATime();
  const known = await readConfiguration(tx.manager);
  const reader = new ConfigurationReader(file);
  const queuePlans = planQueues(reader, known, tx);
  const distributionPlans = planDistributions(reader, known);
  reader.settle();
  if (!isDryRun) {
    await keepQueues(tx, changing(queuePlans));
    await saveDistributions(
      tx.manager,
      changing(distributionPlans).map(({ after }) => after),
    );
    tx.wake('assignment');
    tx.wake('queue-figures');
  }
  return { dryRun: isDryRun, ...resultsOf([...queuePlans, ...distributionPlans]) };
}

function planQueues(reader: ConfigurationReader, known: Configuration, tx: Transaction): Planned<QueueWithMembers>[] {
  const bySlug = new Map<string, QueueWithMembers>(known.queues.map((queue) => [queue.slug, queue]));
  const taken = new Map<string, string>(known.queues.map(({ id, slug }) => [id, slug]));
  return (reader.section('queues') ?? []).flatMap(([slug, { id: givenId, ...thing }]) => {
    const path = `queues.${slug}`;
    const before = bySlug.get(slug) ?? null;
    const given = givenId === undefined ? undefined : reader.read<QueueId>(queueId as never, givenId, `${path}.id`);
    if (before && given && given !== before.id) reader.fault(`${path}.id`, `is ${before.id} here`, 'already-exists');
    if (!before && given && taken.has(given))
      reader.fault(`${path}.id`, `is that of the queue ${taken.get(given)}`, 'already-exists');
    if ('memberIds' in thing) reader.fault(`${path}.memberIds`, `is called ${nameInFile('memberIds')} in a file`);
    const said = { ...withIds(queueReferences, thing, (_, id) => id), slug };
    const asked = reader.read<QueueRequest>(queueRequest as never, said, path, queueReferences);
    if (!asked) return [];
    const id = before?.id ?? given ?? (tx.newId() as QueueId);
    const after = { ...asked, id, slug: slug as Slug, version: (before?.version ?? 0) + 1 };
    const differing = before ? differingFields(queueThing(before), queueThing(after)) : [];
    return [planned('queues', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planDistributions(reader: ConfigurationReader, known: Configuration): Planned<DistributionSettings>[] {
  const byId = new Map<string, DistributionSettings>(known.distributions.map((one) => [one.workstreamId, one]));
  return (reader.section('distributions') ?? []).flatMap(([slug, thing]) => {
    const path = `distributions.${slug}`;
    const id = reader.read<WorkstreamId>(workstreamId as never, slug, path);
    const asked = reader.read<Distribution>(distributionRequest as never, thing, path);
    if (!id || !asked) return [];
    const before = byId.get(id) ?? null;
    const after = { ...usualDistribution(id), ...before, ...asked, version: (before?.version ?? 0) + 1 };
    const differing = before ? differingFields(distributionThing(before), distributionThing(after)) : [];
    return [planned('distributions', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

async function keepQueues(tx: Transaction, plans: readonly Planned<QueueWithMembers>[]): Promise<void> {
  await saveQueues(
    tx.manager,
    plans.map(({ after }) => after),
  );
  const moved = new Set(
    plans.flatMap(({ before, after }) => {
      const [were, are] = [new Set(before?.memberIds), new Set(after.memberIds)];
      return [...[...were].filter((id) => !are.has(id)), ...[...are].filter((id) => !were.has(id))];
    }),
  );
  const concerned = await agents(tx).lock([...moved]);
  const changed = concerned.map(withOtherQueues);
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
}
