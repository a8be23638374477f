import type { EntityManager } from 'typeorm';
import {
  type AgentId,
  classification,
  type ExplanationStage,
  type ExplanationStep,
  type ExplanationView,
  type QueueId,
  Refusal,
  routeToQueue,
  type Told,
  type WorkItemId,
  type WorkstreamId,
} from '#contracts';
import { wasQueued } from '../domain/another-episode.ts';
import { type Found, tellFound } from '../domain/classify.ts';
import { foreseen } from '../domain/overflow.ts';
import { looksDuring, staysOf, type Turn } from '../domain/looks-during.ts';
import { type KeptRoute, tellRoute } from '../domain/route.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { ChangeRow } from '#history';
import type { KeptLook, KeptPlacement, KeptSkills, KeptTransfer } from '../storage/explanations.ts';
import { lineIdOf } from '../storage/line-looks.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { routingRules } from '../storage/routing-rules.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { queueNames } from './queues.ts';
import { staffNames } from './work-skills.ts';

/** The way of a work item, oldest step first. Steps older than 30 days are not known any more. */
export async function explanationOf(db: EntityManager, id: WorkItemId): Promise<ExplanationView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  const { conversationId, workstreamId, queueId, status, agentId, lastInteractionAt } = item;
  // no step is older than what its customer wrote: only the partitions since then are looked at
  const own = await stepsOf(db, [id], new Date(lastInteractionAt.getTime() - 60_000));
  const steps = [...own.filter(isTold), ...(await looksAt(db, item, own))].toSorted((a, b) => +a.at - +b.at);
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  return {
    workItemId: id,
    conversationId,
    workstream: { id: workstreamId, name: workstream?.name ?? '' },
    queue: { id: queueId, name: (await queueNames(db, [queueId])).get(queueId) ?? '' },
    status,
    agentId,
    startedAt: (own[0]?.at ?? (wasQueued(item) ? item.queuedAt : lastInteractionAt)).toISOString(),
    endedAt: item.endedAt?.toISOString() ?? null,
    overflows: await overflowOf(db, item),
    steps: await tellSteps(db, workstreamId, steps),
  };
}

/** What its queue, or the rule that brought it there, will do about it if nobody takes it. */
async function overflowOf(db: EntityManager, item: WorkItem): Promise<ExplanationView['overflows']> {
  const { status, queueId, workstreamId, overflowRuleId, overflowsAt } = item;
  if (overflowsAt === null || (status !== 'waiting' && status !== 'offered')) return null;
  const queue = await db.getRepository(QueueTable).findOneBy({ id: queueId });
  const rules = overflowRuleId && (await routingRules({ manager: db }).inForce([workstreamId])).get(workstreamId);
  const rule = rules && rules.routeToQueue.rules.find(({ id }) => id === overflowRuleId);
  const found = queue && foreseen(queue.overflow, (rule && rule.overflow) || null, item);
  if (!found) return null;
  const names = found.to && (await queueNames(db, [found.to]));
  return {
    at: found.at.toISOString(),
    do: found.do,
    to: found.to && { id: found.to, name: (names && names.get(found.to)) ?? '' },
  };
}

/** Steps that are told of one, the newest of them, oldest first. */
async function stepsOf(db: EntityManager, ids: readonly WorkItemId[], from: Date, to?: Date): Promise<Kept[]> {
  const steps: Kept[] = await db.query(
    `SELECT work_item_id AS "workItemId", stage, at, told FROM explanation
     WHERE work_item_id = ANY($1) AND at >= $2 AND at <= $3 ORDER BY at DESC, id DESC LIMIT ${mostSteps}`,
    [ids, from, to ?? 'infinity'],
  );
  return steps.toReversed();
}

/** What was told of the lines that the item waited in, while it did (product.md 40). */
async function looksAt(db: EntityManager, item: WorkItem, own: readonly Kept[]): Promise<Kept[]> {
  if (!wasQueued(item)) return [];
  const turns = own.flatMap(({ stage, at, told }): Turn[] => {
    if (stage === 'route-to-queue') return [{ at, queueId: (told as KeptRoute).queueId }];
    if (stage === 'placement') return [{ at, queueId: (told as KeptPlacement).to.queueId }];
    const to = stage === 'overflow' ? (told as Told<'overflow'>).to : null;
    return to ? [{ at, queueId: to.id as QueueId }] : [];
  });
  const until = item.acceptedAt ?? item.endedAt ?? (await timeOf(db));
  const stays = staysOf(turns, { at: item.queuedAt, queueId: item.queueId }, until);
  const lines = stays.map((stay) => ({ stay, lineId: lineIdOf({ ...item, queueId: stay.queueId }) }));
  const since = new Date(stays[0]!.from.getTime() - retoldMs);
  const looks = await stepsOf(db, [...new Set(lines.map(({ lineId }) => lineId))], since, until);
  return lines.flatMap(({ stay, lineId }) =>
    looksDuring(
      looks.filter(({ workItemId }) => workItemId === lineId).map((look) => ({ ...look, isOver: !isTold(look) })),
      stay,
    ).map((look) => ({ ...look, at: look.at < stay.from ? stay.from : look.at })),
  );
}

const timeOf = async (db: EntityManager): Promise<Date> => (await db.query('SELECT now() AS now'))[0].now;
/** What only says that there is nothing more to tell is not told. */
const isTold = ({ stage, told }: Kept): boolean => stage !== 'assignment' || (told as KeptLook).why !== '';
/** What holds is told again after an hour: what is older than that and a little holds no more. */
const retoldMs = 3_700_000;
const mostSteps = 500;

interface Kept {
  readonly workItemId: WorkItemId;
  readonly stage: ExplanationStage;
  readonly at: Date;
  readonly told: unknown;
}

/** Steps of rules keep which ones applied and their version: the history says what they were. */
async function tellSteps(
  db: EntityManager,
  workstreamId: WorkstreamId,
  steps: readonly Kept[],
): Promise<ExplanationStep[]> {
  const routes = steps.filter(({ stage }) => stage === 'route-to-queue').map(({ told }) => told as KeptRoute);
  const looks = steps.filter(({ stage }) => stage === 'assignment').map(({ told }) => told as KeptLook);
  const placements = steps.filter(({ stage }) => stage === 'placement').map(({ told }) => told as KeptPlacement);
  const names = await queueNames(db, [
    ...placements.flatMap(({ from, to }) => [from.queueId, to.queueId]),
    ...routes.flatMap(({ queueId, insteadOf, fitted }) => [
      queueId,
      ...(insteadOf ? [insteadOf] : []),
      ...fitted.map((one) => one.queueId),
    ]),
    ...looks.map(({ queueId }) => queueId),
  ]);
  const transfers = steps.filter(({ stage }) => stage === 'transfer').map(({ told }) => told as KeptTransfer);
  const changes = steps.filter(({ stage }) => stage === 'skills').map(({ told }) => told as KeptSkills);
  const people = await agentNames(db, looks, transfers, placements, changes);
  const classified = steps.filter(({ stage }) => stage === 'classification').map(({ told }) => told as Found);
  const called = await staffNames(db, [
    ...changes.flatMap(({ from, to }) => [...from, ...to].map(({ skillId }) => skillId)),
    ...classified.flatMap((found) => namedIn(found)),
  ]);
  const nameOf = (id: string) => called.get(id) ?? '';
  const rules = await rulesAt(db, workstreamId, steps);
  let attempt = 0;
  return steps.map(({ stage, at, told }) => {
    const step = (now: unknown) => ({ stage, at: at.toISOString(), told: now }) as ExplanationStep;
    if (stage === 'assignment')
      return step(tellLook(told as KeptLook, (attempt += 1), (id) => names.get(id) ?? '', people));
    if (stage === 'placement') return step(tellPlacement(told as KeptPlacement, (id) => names.get(id) ?? '', people));
    if (stage === 'skills') return step(tellSkills(told as KeptSkills, nameOf, people));
    if (stage === 'transfer') return step(tellTransfer(told as KeptTransfer, people));
    if (stage !== 'classification' && stage !== 'route-to-queue') return step(told);
    const { version, ...kept } = told as { version: number };
    const body = rules.get(`${stage} ${version}`) ?? {};
    if (stage === 'classification') return step(tellFound(classification.parse(body), version, kept as Found, nameOf));
    return step(tellRoute(routeToQueue.parse(body), version, kept as KeptRoute, (id) => names.get(id) ?? ''));
  });
}

/** The skills and capacity profiles that classification found. */
export const namedIn = ({ skills, capacityProfileIds }: Pick<Found, 'skills' | 'capacityProfileIds'>): string[] => [
  ...skills.map(({ skillId }) => skillId),
  ...capacityProfileIds,
];

/** The rules of a workstream at the versions that these steps name, by kind and version; what is as in the beginning is not among them. */
async function rulesAt(db: EntityManager, workstreamId: WorkstreamId, steps: readonly Kept[]) {
  const asked = steps.filter(({ stage }) => stage === 'classification' || stage === 'route-to-queue');
  if (asked.length === 0) return new Map<string, unknown>();
  const rows: Pick<ChangeRow, 'kind' | 'version' | 'after'>[] = await db.query(
    `SELECT kind, version, after FROM change
     WHERE subject_id = $1 AND (kind, version) IN (SELECT * FROM unnest($2::text[], $3::int[]))`,
    [workstreamId, asked.map(({ stage }) => stage), asked.map(({ told }) => (told as { version: number }).version)],
  );
  return new Map<string, unknown>(rows.map(({ kind, version, after }) => [`${kind} ${version}`, after]));
}

const tellTransfer = ({ to, by, ...how }: KeptTransfer, people: ReadonlyMap<AgentId, string>): Told<'transfer'> => {
  const named = (id: AgentId) => ({ id, name: people.get(id) ?? '' });
  return { to: named(to), by: named(by), ...how };
};

function tellSkills(
  { by, from, to }: KeptSkills,
  skillName: (id: string) => string,
  people: ReadonlyMap<AgentId, string>,
): Told<'skills'> {
  const named = ({ skillId, rating }: KeptSkills['to'][number]) => ({ skillId, name: skillName(skillId), rating });
  return { by: { id: by, name: people.get(by) ?? '' }, from: from.map(named), to: to.map(named) };
}

function tellPlacement(
  { what, by, from, to }: KeptPlacement,
  queueName: (id: QueueId) => string,
  people: ReadonlyMap<AgentId, string>,
): Told<'placement'> {
  const named = (id: AgentId | null) => id && { id, name: people.get(id) ?? '' };
  const told = ({ queueId: id, agentId }: KeptPlacement['from']) => ({
    queue: { id, name: queueName(id) },
    agent: named(agentId),
  });
  return { what, by: named(by), from: told(from), to: told(to) };
}

/** What those are called who are named in these looks, transfers, placements and changes. */
export async function agentNames(
  db: EntityManager,
  looks: readonly KeptLook[],
  transfers: readonly KeptTransfer[] = [],
  placements: readonly KeptPlacement[] = [],
  changes: readonly KeptSkills[] = [],
): Promise<ReadonlyMap<AgentId, string>> {
  const ids = new Set([
    ...looks.flatMap(({ considered }) => considered.map(([id]) => id)),
    ...transfers.flatMap(({ to, by }) => [to, by]),
    ...changes.map(({ by }) => by),
    ...placements.flatMap(({ by, from, to }) => [by, from.agentId, to.agentId].filter((id) => id !== null)),
  ]);
  if (ids.size === 0) return new Map();
  const rows: { id: AgentId; name: string }[] = await db.query(`SELECT id, name FROM agent WHERE id = ANY($1)`, [
    [...ids],
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A look as the explanation tells it. */
export const tellLook = (
  { queueId, method, chosen, why, considered, others }: KeptLook,
  attempt: number,
  queueName: (id: QueueId) => string,
  people: ReadonlyMap<AgentId, string>,
): Told<'assignment'> => ({
  queue: { id: queueId, name: queueName(queueId) },
  method,
  attempt,
  chosen,
  why,
  considered: considered.map(([agentId, reason]) => ({ agentId, name: people.get(agentId) ?? '', reason })),
  others,
});
