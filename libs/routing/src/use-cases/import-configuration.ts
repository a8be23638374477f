import {
  type AssignmentSettings,
  assignmentSettings,
  type ConfigurationFile,
  type ConfigurationImported,
  distributionRequest,
  withIds,
  workstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import {
  assignmentSection,
  assignmentThing,
  distributionReferences,
  distributionThing,
  settingsOfDistribution,
} from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { type DistributionSettings, usualDistribution } from '../domain/workstream.ts';
import { type Configuration, readConfiguration, saveDistributions } from '../storage/configuration.ts';
import { queues } from '../storage/queues.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { type Names, namesIn } from './import-names.ts';
import { keepQueues, planQueues, queueIds, queueTypes } from './import-queues.ts';
import { keepQueueRules, keepRules, namedOfStaff, planQueueRules, planRules } from './import-rules.ts';
import { keepAgents, keepStaff, planAgents, planStaff, refuseRenamed } from './import-staff.ts';
import { keepAssignmentSettings } from './save-assignment-settings.ts';

/**
 * Makes the staff, queues, distributions, rules and what holds for all work what a file says (decisions I): all of it or, when anything in it is
 * wrong, nothing. Agents are known by their ids, which follow from issuer and subject and are the same in every installation that signs in there;
 * distributions and rules of workstreams by the ids of these, which may be heard of later; all else by slugs. Nothing is ever removed: what waits
 * in a queue needs it. Refuses with `unreadable`, `already-exists`, `unknown-reference`, and says everything that is wrong by its path.
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
  const types = queueTypes(known, queuePlans);
  const asked = { reader, known, names, ...namedOfStaff(staff), types, now: tx.now };
  const queueRulesPlans = planQueueRules(asked);
  const distributionPlans = planDistributions(reader, known, names);
  const rulesPlans = planRules(asked);
  const agentPlans = await planAgents(tx, reader, staff);
  const assignmentPlans = planAssignment(reader, known);
  reader.settle();
  if (!isDryRun) {
    await keepStaff(tx, by, changing(staff.plans));
    await keepQueues(tx, by, changing(queuePlans));
    await keepQueueRules(tx, by, changing(queueRulesPlans));
    await keepDistributions(tx, by, changing(distributionPlans));
    await keepRules(tx, by, changing(rulesPlans));
    await keepAgents(tx, by, changing(agentPlans));
    for (const { after } of changing(assignmentPlans)) {
      const { version, settings: before } = known.assignment;
      await keepAssignmentSettings(tx, by, { before, asked: after, version: version + 1, action: 'changed' });
    }
    for (const loop of ['assignment', 'queue-figures', 'overflow']) tx.wake(loop);
  }
  const ofQueues = [...queuePlans, ...queueRulesPlans];
  const plans = [...staff.plans, ...ofQueues, ...distributionPlans, ...rulesPlans, ...agentPlans, ...assignmentPlans];
  return { dryRun: isDryRun, ...resultsOf(plans) };
}

function planDistributions(
  reader: ConfigurationReader,
  known: Configuration,
  { idOf, nameOf }: Names,
): Planned<DistributionSettings>[] {
  const byId = new Map<string, DistributionSettings>(known.distributions.map((one) => [one.workstreamId, one]));
  return (reader.section('distributions') ?? []).flatMap(([slug, thing]) => {
    const path = `distributions.${slug}`;
    const id = reader.read(workstreamId, slug, path);
    refuseRenamed(reader, distributionReferences, thing, path);
    const said = withIds(distributionReferences, thing, (kind, named, at) => idOf(kind, named, `${path}.${at}`));
    const asked = reader.read(distributionRequest, said, path, distributionReferences);
    if (!id || !asked) return [];
    const before = byId.get(id) ?? null;
    const after = { ...usualDistribution(id), ...before, ...asked, version: (before?.version ?? 0) + 1 };
    const differing = before ? differences(distributionThing(before, nameOf), distributionThing(after, nameOf)) : [];
    return [planned('distributions', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

/** What holds for all work: there is always something, if only what is usual. */
function planAssignment(reader: ConfigurationReader, known: Configuration): Planned<AssignmentSettings>[] {
  const { section, slug } = assignmentSection;
  return (reader.section(section) ?? []).flatMap(([name, thing]) => {
    const path = `${section}.${name}`;
    if (name !== slug) {
      reader.fault(path, `is not a part of this: there is ${slug}`);
      return [];
    }
    const after = reader.read(assignmentSettings, thing, path);
    if (!after) return [];
    const before = known.assignment.settings;
    const differing = differences(assignmentThing(before), assignmentThing(after));
    return [planned(section, slug, before, differing.length === 0 ? before : after, differing)];
  });
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
  await changes(tx).recordAll(
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
