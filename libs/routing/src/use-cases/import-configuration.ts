import {
  type ConfigurationFile,
  type ConfigurationImported,
  type ConfiguredThing,
  type Distribution,
  distributionRequest,
  queueId,
  type QueueId,
  queueRequest,
  type QueueRequest,
  nameInFile,
  renamedFields,
  type Slug,
  withIds,
  type WorkstreamId,
  workstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import {
  distributionThing,
  queueReferences,
  queueThing,
  type QueueWithMembers,
  rulesFromThing,
  rulesThing,
} from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { aDefaultQueue, fixedFieldIn, isDefault, settingsOf } from '../domain/queue.ts';
import { conditionFaultsIn } from '../domain/rule-faults.ts';
import { type DistributionSettings, usualDistribution } from '../domain/workstream.ts';
import { type By, changes } from '../storage/changes.ts';
import { type Configuration, readConfiguration, saveDistributions, saveQueues } from '../storage/configuration.ts';
import { dueOverflows } from '../storage/due-overflows.ts';
import { queues } from '../storage/queues.ts';
import { type RoutingRules, routingRules, type RulesKind } from '../storage/routing-rules.ts';
import { followMembers, sayQueue } from './save-queue.ts';
import { bodyOf, noneYet } from './save-rules.ts';

const rulesSections = { classification: 'classification', routeToQueue: 'route-to-queue' } as const;

/**
 * Makes queues, distributions and rules what a file says (decisions I): all of it or, when anything in it is wrong, nothing. Queues are
 * known by their slugs, distributions and rules by the ids of their workstreams, which may be heard of later. Nothing is ever removed: what
 * waits in a queue needs it. Refuses with `unreadable`, `already-exists`, `unknown-reference`, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  by: By,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await queues(tx).oneAtATime();
  const known = await readConfiguration(tx.manager);
  const reader = new ConfigurationReader(file);
  const ids = queueIds(reader, known, tx);
  const queuePlans = planQueues(reader, known, ids);
  const distributionPlans = planDistributions(reader, known);
  const rulesPlans = Object.entries(rulesSections).flatMap(([section, kind]) =>
    planRules(reader, known, ids, section, kind, tx.now),
  );
  reader.settle();
  if (!isDryRun) {
    await keepQueues(tx, by, changing(queuePlans));
    await keepDistributions(tx, by, changing(distributionPlans));
    await keepRules(tx, by, changing(rulesPlans));
    for (const loop of ['assignment', 'queue-figures', 'overflow']) tx.wake(loop);
  }
  return { dryRun: isDryRun, ...resultsOf([...queuePlans, ...distributionPlans, ...rulesPlans]) };
}

/** The id of every queue that there is or will be, by its slug. */
function queueIds(reader: ConfigurationReader, known: Configuration, tx: Transaction): Map<string, QueueId> {
  const ids = new Map<string, QueueId>(known.queues.map(({ slug, id }) => [slug, id]));
  const taken = new Map<string, string>(known.queues.map(({ id, slug }) => [id, slug]));
  for (const [slug, { id }] of reader.section('queues') ?? []) {
    const path = `queues.${slug}.id`;
    const given = id === undefined ? undefined : reader.read<QueueId>(queueId as never, id, path);
    const before = ids.get(slug);
    if (before && given && given !== before) reader.fault(path, `is ${before} here`, 'already-exists');
    if (!before && given && taken.has(given))
      reader.fault(path, `is that of the queue ${taken.get(given)}`, 'already-exists');
    if (!before) ids.set(slug, given ?? (tx.newId() as QueueId));
  }
  return ids;
}

/** The id of a queue that a file names; it has to be there, or in the file. */
const idIn = (reader: ConfigurationReader, ids: ReadonlyMap<string, QueueId>) => (slug: string, path: string) => {
  const id = ids.get(slug);
  if (!id) reader.fault(path, `There is no queue called ${slug}.`, 'unknown-reference');
  return id ?? slug;
};

function planQueues(
  reader: ConfigurationReader,
  known: Configuration,
  ids: ReadonlyMap<string, QueueId>,
): Planned<QueueWithMembers>[] {
  const bySlug = new Map<string, QueueWithMembers>(known.queues.map((queue) => [queue.slug, queue]));
  const slugs = new Map<string, string>([...ids].map(([slug, id]) => [id, slug]));
  const slugOf = (id: QueueId) => slugs.get(id) ?? id;
  const idOf = idIn(reader, ids);
  const renamed = renamedFields(queueReferences);
  return (reader.section('queues') ?? []).flatMap(([slug, { id: _id, ...thing }]) => {
    const path = `queues.${slug}`;
    for (const field of renamed)
      if (field in thing) reader.fault(`${path}.${field}`, `is called ${nameInFile(field)} in a file`);
    const said = withIds(queueReferences, thing, (kind, named, at) =>
      kind === 'queue' ? idOf(named, `${path}.${at}`) : named,
    );
    const asked = reader.read<QueueRequest>(queueRequest as never, { ...said, slug }, path, queueReferences);
    if (!asked) return [];
    const before = bySlug.get(slug) ?? null;
    if (before && before.type !== asked.type)
      reader.fault(`${path}.type`, 'What waits in a queue stays of one type.', 'type-is-fixed');
    const version = (before?.version ?? 0) + 1;
    const id = ids.get(slug)!;
    const memberIds = isDefault({ id }) ? (before?.memberIds ?? []) : asked.memberIds;
    const after = { ...asked, memberIds, id, slug: slug as Slug, version, removedAt: null };
    if (isDefault(after)) {
      const field = fixedFieldIn(before ?? aDefaultQueue(after.slug), after);
      if (field)
        reader.fault(
          `${path}.${field}`,
          'is fixed: of the default queue only the assignment method can be changed',
          'default-queue',
        );
    }
    const differing = before ? differences(queueThing(before, slugOf), queueThing(after, slugOf)) : [];
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
    const differing = before ? differences(distributionThing(before), distributionThing(after)) : [];
    return [planned('distributions', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planRules(
  reader: ConfigurationReader,
  known: Configuration,
  ids: ReadonlyMap<string, QueueId>,
  section: string,
  kind: RulesKind,
  now: Date,
): Planned<RoutingRules>[] {
  const ofKind = known.rules.filter((one) => one.kind === kind);
  const byId = new Map<string, RoutingRules>(ofKind.map((one) => [one.workstreamId, one]));
  const slugs = new Map<string, string>([...ids].map(([slug, id]) => [id, slug]));
  const thingOf = ({ body }: RoutingRules): ConfiguredThing => rulesThing(body, (one) => slugs.get(one) ?? one);
  return (reader.section(section) ?? []).flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    const id = reader.read<WorkstreamId>(workstreamId as never, slug, path);
    const idOf = idIn(reader, ids);
    const said = rulesFromThing(thing, (named, at) => idOf(named, `${path}.${at}`));
    const body = reader.read(bodyOf[kind] as never, said, path, { queueId: 'queue' }) as
      RoutingRules['body'] | undefined;
    if (!id || !body) return [];
    for (const { path: at, message, code } of conditionFaultsIn(kind, body))
      reader.fault(`${path}.${at}`, message, code);
    const before = byId.get(id) ?? null;
    const after = { ...(before ?? noneYet(id, kind, now)), body, changedAt: now };
    const differing = before ? differences(thingOf(before), thingOf(after)) : [];
    const isSame = before !== null && differing.length === 0;
    return [planned(section, slug, before, isSame ? before : { ...after, version: after.version + 1 }, differing)];
  });
}

async function keepQueues(tx: Transaction, by: By, plans: readonly Planned<QueueWithMembers>[]): Promise<void> {
  await saveQueues(
    tx.manager,
    plans.map(({ after }) => after),
  );
  const added = plans.some(({ after }) => isDefault(after)) ? await queues(tx).letServeDefault() : [];
  const ofAll = (which: (plan: Planned<QueueWithMembers>) => readonly string[]) => [...new Set(plans.flatMap(which))];
  // an agent who only goes from one queue of the file to another serves other queues, too: compared queue by queue
  const moved = ofAll(({ before, after }) => {
    const [were, are] = [new Set<string>(before?.memberIds), new Set<string>(after.memberIds)];
    return [...[...were].filter((id) => !are.has(id)), ...[...are].filter((id) => !were.has(id))];
  });
  await followMembers(tx, [], [...new Set([...moved, ...added])] as never);
  for (const { before, after } of plans) {
    if (before) await dueOverflows(tx).followQueue(after.id, after.overflow);
    sayQueue(tx, after);
  }
  const told = ({ memberIds, ...queue }: QueueWithMembers) => ({ ...settingsOf(queue, [...memberIds]) });
  await changes(tx).record(
    by,
    plans.map(({ before, after }) => ({
      kind: 'queue',
      subjectId: after.id,
      version: after.version,
      action: before ? 'changed' : 'created',
      before: before && told(before),
      after: told(after),
    })),
  );
}

async function keepDistributions(
  tx: Transaction,
  by: By,
  plans: readonly Planned<DistributionSettings>[],
): Promise<void> {
  await saveDistributions(
    tx.manager,
    plans.map(({ after }) => after),
  );
  await changes(tx).record(
    by,
    plans.map(({ before, after }) => ({
      kind: 'distribution',
      subjectId: after.workstreamId,
      version: after.version,
      action: before ? 'changed' : 'created',
      before: before && { ...distributionThing(before) },
      after: { ...distributionThing(after) },
    })),
  );
}

async function keepRules(tx: Transaction, by: By, plans: readonly Planned<RoutingRules>[]): Promise<void> {
  const all = plans.map(({ after }) => after);
  for (let from = 0; from < all.length; from += 100) await routingRules(tx).saveAll(all.slice(from, from + 100));
  await changes(tx).record(
    by,
    plans.map(({ before, after }) => ({
      kind: after.kind,
      subjectId: after.workstreamId,
      version: after.version,
      action: before ? 'changed' : 'created',
      before: before && { ...before.body },
      after: { ...after.body },
    })),
  );
}
