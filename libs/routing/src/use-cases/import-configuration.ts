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
  type Slug,
  staffKinds,
  withIds,
  type WorkstreamId,
  workstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import {
  distributionReferences,
  distributionThing,
  type NameOf,
  queueReferences,
  queueThing,
  type QueueWithMembers,
  ruleReferences,
  rulesFromThing,
  rulesThing,
  settingsOfDistribution,
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
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { keepAgents, keepStaff, planAgents, planStaff, refuseRenamed, type StaffPlan } from './import-staff.ts';
import { followMembers, sayQueue } from './save-queue.ts';
import { bodyOf, noneYet } from './save-rules.ts';

const rulesSections = { classification: 'classification', routeToQueue: 'route-to-queue' } as const;

/**
 * Makes the staff, queues, distributions and rules what a file says (decisions I): all of it or, when anything in it is wrong, nothing. Agents are
 * known by their ids, which follow from issuer and subject and are the same in every installation that signs in there; distributions and rules by
 * the ids of their workstreams, which may be heard of later; all else by slugs. Nothing is ever removed: what waits in a queue needs it. Refuses with `unreadable`, `already-exists`, `unknown-reference`, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  by: By,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await staffDefinitions(tx).oneAtATime();
  await queues(tx).oneAtATime();
  const known = await readConfiguration(tx.manager);
  const reader = new ConfigurationReader(file);
  const staff = await planStaff(tx, reader, known.staff);
  const ids = queueIds(reader, known, tx);
  const names = namesIn(reader, ids, staff);
  const queuePlans = planQueues(reader, known, ids, names);
  const distributionPlans = planDistributions(reader, known, names);
  const rulesPlans = Object.entries(rulesSections).flatMap(([section, kind]) =>
    planRules(reader, known, names, section, kind, tx.now),
  );
  const agentPlans = await planAgents(tx, reader, staff);
  reader.settle();
  if (!isDryRun) {
    await keepStaff(tx, by, changing(staff.plans));
    await keepQueues(tx, by, changing(queuePlans));
    await keepDistributions(tx, by, changing(distributionPlans));
    await keepRules(tx, by, changing(rulesPlans));
    await keepAgents(tx, by, changing(agentPlans));
    for (const loop of ['assignment', 'queue-figures', 'overflow']) tx.wake(loop);
  }
  const plans = [...staff.plans, ...queuePlans, ...distributionPlans, ...rulesPlans, ...agentPlans];
  return { dryRun: isDryRun, ...resultsOf(plans) };
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

/** How queues and what is defined of the staff are named; whatever a file names has to be there, or in the file. */
interface Names {
  idOf(kind: string, slug: string, path: string): string;
  readonly nameOf: NameOf;
}

function namesIn(reader: ConfigurationReader, ids: ReadonlyMap<string, QueueId>, staff: StaffPlan): Names {
  const slugs = new Map<string, string>([...ids].map(([slug, id]) => [id, slug]));
  const isStaff = (kind: string) => staffKinds.some((one) => one.kind === kind);
  return {
    nameOf: (kind, id) => (isStaff(kind) ? staff.nameOf(kind, id) : (slugs.get(id) ?? id)),
    idOf(kind, slug, path) {
      if (isStaff(kind)) return staff.idOf(kind, slug, path);
      // agents and operating hours are called by their ids
      if (kind !== 'queue') return slug;
      const id = ids.get(slug);
      if (!id) reader.fault(path, `There is no queue called ${slug}.`, 'unknown-reference');
      return id ?? slug;
    },
  };
}

function planQueues(
  reader: ConfigurationReader,
  known: Configuration,
  ids: ReadonlyMap<string, QueueId>,
  { idOf, nameOf }: Names,
): Planned<QueueWithMembers>[] {
  const bySlug = new Map<string, QueueWithMembers>(known.queues.map((queue) => [queue.slug, queue]));
  return (reader.section('queues') ?? []).flatMap(([slug, { id: _id, ...thing }]) => {
    const path = `queues.${slug}`;
    refuseRenamed(reader, queueReferences, thing, path);
    const said = withIds(queueReferences, thing, (kind, named, at) => idOf(kind, named, `${path}.${at}`));
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
    const differing = before ? differences(queueThing(before, nameOf), queueThing(after, nameOf)) : [];
    return [planned('queues', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planDistributions(
  reader: ConfigurationReader,
  known: Configuration,
  { idOf, nameOf }: Names,
): Planned<DistributionSettings>[] {
  const byId = new Map<string, DistributionSettings>(known.distributions.map((one) => [one.workstreamId, one]));
  return (reader.section('distributions') ?? []).flatMap(([slug, thing]) => {
    const path = `distributions.${slug}`;
    const id = reader.read<WorkstreamId>(workstreamId as never, slug, path);
    refuseRenamed(reader, distributionReferences, thing, path);
    const said = withIds(distributionReferences, thing, (kind, named, at) => idOf(kind, named, `${path}.${at}`));
    const asked = reader.read<Distribution>(distributionRequest as never, said, path, distributionReferences);
    if (!id || !asked) return [];
    const before = byId.get(id) ?? null;
    const after = { ...usualDistribution(id), ...before, ...asked, version: (before?.version ?? 0) + 1 };
    const differing = before ? differences(distributionThing(before, nameOf), distributionThing(after, nameOf)) : [];
    return [planned('distributions', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planRules(
  reader: ConfigurationReader,
  known: Configuration,
  { idOf, nameOf }: Names,
  section: string,
  kind: RulesKind,
  now: Date,
): Planned<RoutingRules>[] {
  const ofKind = known.rules.filter((one) => one.kind === kind);
  const byId = new Map<string, RoutingRules>(ofKind.map((one) => [one.workstreamId, one]));
  const thingOf = ({ body }: RoutingRules): ConfiguredThing => rulesThing(body, nameOf);
  return (reader.section(section) ?? []).flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    const id = reader.read<WorkstreamId>(workstreamId as never, slug, path);
    const said = rulesFromThing(thing, (named, one, at) => idOf(named, one, `${path}.${at}`));
    const body = reader.read(bodyOf[kind] as never, said, path, ruleReferences) as RoutingRules['body'] | undefined;
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
      before: before && { ...settingsOfDistribution(before) },
      after: { ...settingsOfDistribution(after) },
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
