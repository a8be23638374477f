import {
  capacityProfileKind,
  type Classification,
  type ConfiguredThing,
  type CustomAssignment,
  customAssignment,
  nameInFile,
  type QueueId,
  type References,
  type RouteToQueue,
  skillKind,
  workstreamId,
} from '#contracts';
import type { z } from 'zod';
import { chunks, type Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { type ConfigurationReader, type Planned, planned } from '#platform';
import {
  queueRuleReferences,
  queueRulesSection,
  ruleReferences,
  rulesFromThing,
  rulesThing,
} from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import type { Queue } from '../domain/queue.ts';
import { faultsInQueueRules, type Nameable } from '../domain/queue-rule-faults.ts';
import {
  conditionFaultsIn,
  type KnownNeeds,
  queuesNamedBy,
  type RuleFault,
  unknownNeedsIn,
} from '../domain/rule-faults.ts';
import type { Configuration } from '../storage/configuration.ts';
import { noQueueRules, type QueueRules, queueRules } from '../storage/queue-rules.ts';
import { type RoutingRules, routingRules, type RulesKind } from '../storage/routing-rules.ts';
import type { Names } from './import-names.ts';
import type { StaffPlan } from './import-staff.ts';
import { bodyOf, followOverrides, noneYet } from './save-rules.ts';
import { sayQueueRules, sayRules } from './say-rules.ts';

const rulesSections = { classification: 'classification', routeToQueue: 'route-to-queue' } as const;

/** What rules of a file may name, beside what they name by slugs. */
export interface Nameables {
  readonly reader: ConfigurationReader;
  readonly known: Configuration;
  readonly names: Names;
  /** What is defined of the staff, as it will be. */
  readonly needs: KnownNeeds;
  readonly nameable: Nameable;
  /** What waits in each queue that there will be. */
  readonly types: ReadonlyMap<string, Queue['type']>;
  readonly now: Date;
}

/** What becomes of the rules of workstreams. A variable may be heard of later, like the workstream whose it is. */
export const planRules = (asked: Nameables): Planned<RoutingRules>[] =>
  Object.entries(rulesSections).flatMap(([section, kind]) => planKind(asked, section, kind));

function planKind(asked: Nameables, section: string, kind: RulesKind): Planned<RoutingRules>[] {
  const { reader, known, names, now } = asked;
  const ofKind = known.rules.filter((one) => one.kind === kind);
  const byId = new Map<string, RoutingRules>(ofKind.map((one) => [one.workstreamId, one]));
  const thingOf = ({ body }: RoutingRules): ConfiguredThing => rulesThing(ruleReferences, body, names.nameOf);
  return (reader.section(section) ?? []).flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    const id = reader.read(workstreamId, slug, path);
    const body = readRules<RoutingRules['body']>(asked, ruleReferences, bodyOf[kind], thing, path);
    if (!id || !body) return [];
    refuse(reader, path, [...conditionFaultsIn(kind, body), ...wronglyNamed(asked, kind, body)]);
    const before = byId.get(id) ?? null;
    const after = { ...(before ?? noneYet(id, kind, now)), body, changedAt: now };
    const differing = before ? differences(thingOf(before), thingOf(after)) : [];
    const isSame = before !== null && differing.length === 0;
    return [planned(section, slug, before, isSame ? before : { ...after, version: after.version + 1 }, differing)];
  });
}

/** What rules of workstreams name that cannot be meant: a rating that a skill does not have, a queue that is not for texts. */
function wronglyNamed({ needs, types }: Nameables, kind: RulesKind, body: RoutingRules['body']): readonly RuleFault[] {
  if (kind === 'classification') return unknownNeedsIn(body as Classification, needs);
  return queuesNamedBy(body as RouteToQueue)
    .filter(([, id]) => types.get(id) !== 'messaging')
    .map(([path]) => ({ path, message: 'is no queue for texts', code: 'unknown-reference' }));
}

/** What becomes of the rules of queues (product.md 11.4), which are in the file or here already. */
export function planQueueRules(asked: Nameables): Planned<QueueRules>[] {
  const { reader, known, names, nameable, now } = asked;
  const byQueue = new Map<string, QueueRules>(known.queueRules.map((one) => [one.queueId, one]));
  const thingOf = ({ body }: QueueRules): ConfiguredThing => rulesThing(queueRuleReferences, body, names.nameOf);
  return (reader.section(queueRulesSection) ?? []).flatMap(([slug, thing]) => {
    const path = `${queueRulesSection}.${slug}`;
    const queueId = names.idOf('queue', slug, path) as QueueId;
    const body = readRules<CustomAssignment>(asked, queueRuleReferences, customAssignment, thing, path);
    if (!body) return [];
    refuse(reader, path, faultsInQueueRules(body, nameable));
    const before = byQueue.get(queueId) ?? null;
    const after = { ...(before ?? noQueueRules(queueId, now)), body, changedAt: now };
    const differing = before ? differences(thingOf(before), thingOf(after)) : [];
    const isSame = before !== null && differing.length === 0;
    const stands = isSame ? before : { ...after, version: after.version + 1 };
    return [planned(queueRulesSection, slug, before, stands, differing)];
  });
}

/** What rules may name of the staff as it will be. */
export function namedOfStaff({ definitions, ratings }: StaffPlan): Pick<Nameables, 'needs' | 'nameable'> {
  const ofKind = (kind: string) => [...definitions.values()].filter((one) => one.kind === kind);
  const idsOf = (kind: string) => new Set(ofKind(kind).map(({ id }) => id));
  return {
    needs: { ratings, profileIds: idsOf(capacityProfileKind.kind) },
    nameable: { skills: ofKind(skillKind.kind), typeIds: idsOf('skill-type'), variables: null, calendars: null },
  };
}

/** Reads rules by the schema of their door, with ids in the place of slugs. */
function readRules<Body>(
  { reader, names }: Nameables,
  references: References,
  schema: z.ZodType<Body>,
  thing: ConfiguredThing,
  path: string,
): Body | undefined {
  let isMisnamed = false;
  const said = rulesFromThing(references, thing, {
    idOf: (named, one, at) => names.idOf(named, one, `${path}.${at}`),
    misnamed(at, inFile) {
      isMisnamed = true;
      reader.fault(`${path}.${at}`, `is called ${inFile} in a file`);
    },
  });
  const read = reader.read(schema, said, path, references);
  return isMisnamed ? undefined : read;
}

function refuse(reader: ConfigurationReader, path: string, faults: readonly RuleFault[]): void {
  for (const { path: at, message, code } of faults)
    reader.fault(`${path}.${at.replace(/\w+$/, nameInFile)}`, message, code);
}

/** Stores them, writes down who said so, and lets what waits already overflow by them. */
export async function keepRules(tx: Transaction, by: By, plans: readonly Planned<RoutingRules>[]): Promise<void> {
  const all = plans.map(({ after }) => after);
  for (const some of chunks(all, 100)) await routingRules(tx).saveAll(some);
  sayRules(tx, all);
  const whole = plans.map(({ before, after }) => ({
    before: before ?? noneYet(after.workstreamId, after.kind, tx.now),
    after,
  }));
  await changes(tx).recordAll(
    by,
    whole.map(({ before, after }) => ({
      ...{ kind: after.kind, subjectId: after.workstreamId, version: after.version, action: 'changed' },
      ...{ before: { ...before.body }, after: { ...after.body } },
    })),
  );
  for (const { before, after } of whole)
    if (after.kind === 'route-to-queue')
      await followOverrides(tx, after.workstreamId, before.body as RouteToQueue, after.body as RouteToQueue);
}

/** Stores the rules of queues, and writes down who said so. */
export async function keepQueueRules(tx: Transaction, by: By, plans: readonly Planned<QueueRules>[]): Promise<void> {
  const all = plans.map(({ after }) => after);
  for (const some of chunks(all, 100)) await queueRules(tx).saveAll(some);
  sayQueueRules(tx, all);
  await changes(tx).recordAll(
    by,
    plans.map(({ before, after }) => ({
      ...{ kind: 'custom-assignment', subjectId: after.queueId, version: after.version, action: 'changed' },
      ...{ before: { ...(before ?? noQueueRules(after.queueId, tx.now)).body }, after: { ...after.body } },
    })),
  );
}
