import {
  capacityProfileKind,
  type Classification,
  classification,
  type QueueOverflow,
  Refusal,
  type RouteToQueue,
  routeToQueue,
  skillFinderKind,
  type WorkstreamId,
} from '#contracts';
import { definitions } from '#copies';
import type { Transaction } from '#event-bus';
import { differences } from '../domain/differences.ts';
import {
  conditionFaultsIn,
  modelsNamedBy,
  needsNamedBy,
  queuesNamedBy,
  type RuleFault,
  unknownModelsIn,
  unknownNamesIn,
  unknownNeedsIn,
} from '../domain/rule-faults.ts';
import { type By, type ChangeRow, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { calendarSlugs } from '../storage/calendars.ts';
import { dueOverflows } from '../storage/due-overflows.ts';
import { queues } from '../storage/queues.ts';
import { ratableSkills } from '../storage/ratable-skills.ts';
import { type RoutingRules, routingRules, type RulesKind } from '../storage/routing-rules.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { variableNames } from '../storage/variable-names.ts';
import { workstreams } from '../storage/workstreams.ts';
import { sayRules } from './say-rules.ts';

/** What a kind of rules is read by. */
export const bodyOf = { classification, 'route-to-queue': routeToQueue } as const;
type Body = Classification | RouteToQueue;

/**
 * Says by which rules work of a workstream is classified, or finds its queue; in force from the next item on, on every replica. Refuses with
 * `workstream-not-found`, `version-mismatch`, `unreadable` (conditions that cannot mean anything, by their place), `unknown-reference` (a
 * queue that is not there, or of another type; a skill, a capacity profile, a variable of the workstream or a calendar that is not there).
 */
export async function saveRules(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  kind: RulesKind,
  asked: Body,
  from: number | null,
  action: ChangeRow['action'] = 'changed',
): Promise<void> {
  const known = await rulesForChange(tx, workstreamId, kind, from);
  const before = known.body as unknown as Record<string, unknown>;
  const after = asked as unknown as Record<string, unknown>;
  if (differences(before, after).length === 0) return;
  refuseFaults(await faultsIn(tx, kind, asked, workstreamId));
  const version = known.version + 1;
  const saved = { ...known, version, body: asked, changedAt: tx.now };
  await routingRules(tx).saveAll([saved]);
  sayRules(tx, [saved]);
  await changes(tx).record(by, { kind, subjectId: workstreamId, version, action, before, after });
  if (kind === 'route-to-queue')
    await followOverrides(tx, workstreamId, known.body as RouteToQueue, asked as RouteToQueue);
}

/** Makes the rules again what they were at a version. Refuses as saving does, and with `version-not-found`, `outdated`. */
export async function restoreRules(
  tx: Transaction,
  by: By,
  workstreamId: WorkstreamId,
  kind: RulesKind,
  version: number,
  from: number | null,
): Promise<void> {
  await rulesForChange(tx, workstreamId, kind, from);
  const was =
    version === 1
      ? bodyOf[kind].parse({})
      : await changes(tx).at<Body>(bodyOf[kind], { kind, subjectId: workstreamId, version });
  await saveRules(tx, by, workstreamId, kind, was, from, 'restored');
}

/** The rules as they are, which nobody else changes until this transaction is over. */
async function rulesForChange(
  tx: Transaction,
  workstreamId: WorkstreamId,
  kind: RulesKind,
  from: number | null,
): Promise<RoutingRules> {
  // nobody removes what they name meanwhile, in the order in which others take these locks
  await staffDefinitions(tx).oneAtATime();
  await queues(tx).oneAtATime();
  // every workstream has settings from the moment it is known; they stand for its rules, too
  await workstreams(tx).distribution(workstreamId);
  const known = (await routingRules(tx).find(workstreamId, kind)) ?? noneYet(workstreamId, kind, tx.now);
  refuseOtherVersion(known.version, from);
  return known;
}

/** What a workstream has until somebody says something. */
export const noneYet = (workstreamId: WorkstreamId, kind: RulesKind, now: Date): RoutingRules => ({
  workstreamId,
  kind,
  version: 1,
  body: bodyOf[kind].parse({}),
  changedAt: now,
});

/** Everything that is wrong with these rules, by its place in them. */
async function faultsIn(
  tx: Transaction,
  kind: RulesKind,
  body: Body,
  workstreamId: WorkstreamId,
): Promise<readonly RuleFault[]> {
  const faults = [
    ...conditionFaultsIn(kind, body),
    ...unknownNamesIn(kind, body, {
      variables: await variableNames(tx, workstreamId),
      calendars: await calendarSlugs(tx.manager),
    }),
  ];
  if (kind === 'classification') {
    const models = await definitions(tx).some(skillFinderKind, [...modelsNamedBy(body as Classification)]);
    const unknown = unknownModelsIn(body as Classification, new Set(models.keys()));
    return [...faults, ...unknown, ...(await unknownNeeds(tx, body as Classification))];
  }
  const named = queuesNamedBy(body as RouteToQueue);
  const living = await queues(tx).living(named.map(([, id]) => id));
  const messaging = new Set(living.filter(({ type }) => type === 'messaging').map(({ id }) => id));
  const missing = named.filter(([, id]) => !messaging.has(id));
  const message = 'is no queue for texts';
  return [...faults, ...missing.map(([path]) => ({ path, message, code: 'unknown-reference' as const }))];
}

/** What classification asks of agents that there is not. */
async function unknownNeeds(tx: Transaction, body: Classification): Promise<readonly RuleFault[]> {
  const { skillIds, profileIds } = needsNamedBy(body);
  const skills = await ratableSkills(tx, skillIds);
  const profiles = await staffDefinitions(tx).some(capacityProfileKind, profileIds);
  const ratings = new Map([...skills].map(([id, { values }]) => [id, values]));
  return unknownNeedsIn(body, { ratings, profileIds: new Set(profiles.keys()) });
}

/** Refuses with the first of these, naming all. */
export function refuseFaults(faults: readonly RuleFault[]): void {
  const [first] = faults;
  if (!first) return;
  const code = faults.some((fault) => fault.code === 'unreadable') ? 'unreadable' : first.code;
  const errors = faults.map(({ path: field, message }) => ({ field, message }));
  throw new Refusal(code, `${first.path} ${first.message}.`, first.path, errors);
}

const ofWaiting = (overflow: QueueOverflow | null) =>
  overflow && { waitingTime: overflow.waitingTime, outOfHours: overflow.outOfHours };

/** What a rule says about waiting holds also for what it brought to a queue before. */
export async function followOverrides(
  tx: Transaction,
  workstreamId: WorkstreamId,
  before: RouteToQueue,
  after: RouteToQueue,
): Promise<void> {
  const overflowOf = (rules: RouteToQueue, id: string): QueueOverflow | null =>
    rules.rules.find((rule) => rule.id === id)?.overflow ?? null;
  for (const { id, overflow } of before.rules) {
    const now = overflowOf(after, id);
    if (overflow === null || differences(ofWaiting(overflow), ofWaiting(now)).length === 0) continue;
    await dueOverflows(tx).followRule(workstreamId, id, { isSilent: now === null });
    tx.wake('overflow');
  }
}
