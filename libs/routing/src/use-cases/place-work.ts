import { defaultQueueId, type KnownContext, type QueueId, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { evenly } from '../chance.ts';
import { asksModels, calendarsSeenBy } from '../domain/rule-faults.ts';
import { consider, type Considered, placeAll, type Placement, type WorkstreamRules } from '../domain/place.ts';
import type { QueueNow } from '../domain/overflow.ts';
import { transfersOf } from '../domain/queue.ts';
import { appendSkills } from '../domain/skills.ts';
import { type ConversationFacts, sourcesOf } from '../domain/sources.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Workstream } from '../domain/workstream.ts';
import { namedSkills } from '../storage/named-skills.ts';
import { neededSkills } from '../storage/needed-skills.ts';
import { calendarsNow } from '../storage/calendars.ts';
import { queues } from '../storage/queues.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { noRules, routingRules } from '../storage/routing-rules.ts';
import { keepDefaultQueue } from './keep-default-queue.ts';

/** A conversation that needs a queue, and what is known of it. */
export interface Arrival {
  readonly workstream: Workstream;
  readonly facts: ConversationFacts;
  readonly known: KnownContext | null;
  readonly from?: QueueId | undefined;
  readonly isChecked?: boolean | undefined;
}

/** What classification adds to what an item needs of its agent. */
export type Needs = Pick<WorkItem, 'skills' | 'profileIds'>;

interface PlacingSettings {
  readonly isDryRun?: boolean;
  /** The rules of all their workstreams that have some; left out: not asked for yet. */
  readonly rules?: ReadonlyMap<WorkstreamId, WorkstreamRules>;
  /** Queues that were read already, in this transaction. */
  readonly queues?: ReadonlyMap<QueueId, QueueNow>;
}

/** Where it goes, and by which rules. */
export interface Placed {
  readonly considered: Considered;
  readonly placement: Placement;
  /** What its agent has to be able to do, and profiles that the agent needs room in. */
  readonly needs: Needs;
  readonly rules: WorkstreamRules;
}

/**
 * Finds the queue of each: classifies it, finds the rules that fit, looks whether their queues have a place (product.md 7, 8, 10.1). In as
 * many statements whatever the number of items. Nothing is stored; in a dry run nothing is locked, either, and no share is used up.
 */
export async function placeWork(
  tx: Transaction,
  arrivals: readonly Arrival[],
  { isDryRun = false, rules: known, queues: read = new Map() }: PlacingSettings = {},
): Promise<{ readonly placed: readonly Placed[]; readonly queues: ReadonlyMap<QueueId, QueueNow> }> {
  const rules =
    known ?? (await routingRules(tx).inForce([...new Set(arrivals.map(({ workstream }) => workstream.id))]));
  const calendar = await calendarsNow(tx.manager, [...rules.values()].flatMap(calendarsSeenBy), tx.now);
  const skills = [...rules.values()].some(asksModels) ? await namedSkills(tx.manager) : [];
  const chance = evenly(tx.manager, { isDryRun });
  const asked = arrivals.map(({ workstream, facts, known, from, isChecked }) => ({
    ...consider(
      rules.get(workstream.id) ?? noRules,
      { ...sourcesOf(facts, known), calendar },
      workstream.fallbackQueueId,
      chance,
      facts.wanted,
      { said: { answers: facts.skillFinders ?? [], skills }, botFailed: facts.botFailed },
    ),
    from,
    isChecked,
  }));
  const skillsOf = await neededSkills(
    tx,
    asked.flatMap(({ found }) => found.skills),
  );
  const there = await queuesFor(tx, asked, isDryRun, read);
  const { considered, queues: lines } = await withDefaultQueue(tx, asked, there, isDryRun);
  const placements = placeAll(considered, lines, tx.now);
  return {
    queues: lines,
    placed: arrivals.map(({ workstream }, index) => ({
      considered: considered[index]!,
      placement: placements[index]!,
      needs: needsOf(considered[index]!, skillsOf),
      rules: rules.get(workstream.id) ?? noRules,
    })),
  };
}

const needsOf = ({ found }: Considered, skillsOf: Awaited<ReturnType<typeof neededSkills>>): Needs => ({
  // the same needs look the same, in whatever order rules said them
  skills: appendSkills([], skillsOf(found.skills)),
  profileIds: found.capacityProfileIds.toSorted(),
});

/**
 * Where a workstream's fallback queue was removed, the default queue stands in (product.md 9.3). Asks nothing where all are there; one that is
 * not heard of yet may still come (6.1), and is waited for.
 */
async function withDefaultQueue(
  tx: Transaction,
  asked: readonly Considered[],
  found: ReadonlyMap<QueueId, QueueNow>,
  isDryRun: boolean,
): Promise<{ readonly considered: readonly Considered[]; readonly queues: ReadonlyMap<QueueId, QueueNow> }> {
  const missing = asked.flatMap(({ fallback }) => (found.has(fallback.queueId) ? [] : [fallback.queueId]));
  const removed = missing.length === 0 ? new Set<QueueId>() : await queues(tx).removed(missing);
  if (removed.size === 0) return { considered: asked, queues: found };
  if (!isDryRun) await keepDefaultQueue(tx);
  const considered = asked.map((item) => {
    const { queueId: insteadOf, because } = item.fallback;
    return removed.has(insteadOf) ? { ...item, fallback: { queueId: defaultQueueId, because, insteadOf } } : item;
  });
  return { considered, queues: new Map([...found, ...(await queuesNow(tx, { isDryRun }).some([defaultQueueId]))]) };
}

/** Every queue that these may come to, with the exact lines of those that somebody limits. */
async function queuesFor(
  tx: Transaction,
  considered: readonly Considered[],
  isDryRun: boolean,
  read: ReadonlyMap<QueueId, QueueNow>,
): Promise<Map<QueueId, QueueNow>> {
  const now = queuesNow(tx, { isDryRun });
  const candidates = considered.flatMap((item) => item.candidates);
  const asked = considered.flatMap(({ fallback, from }) => (from ? [fallback.queueId, from] : [fallback.queueId]));
  const unread = [...asked, ...candidates.map(({ queueId }) => queueId)].filter((id) => !read.has(id));
  const queues = new Map([...read, ...(await now.some(unread))]);

  const limited = candidates.flatMap(({ rule, queueId }) => {
    const queue = queues.get(queueId);
    return queue && (rule.overflow ?? queue.overflow).workItemLimit ? [queueId] : [];
  });
  for (const [id, length] of await now.lengths([...new Set(limited)])) queues.set(id, { ...queues.get(id)!, length });

  const targets = candidates.flatMap(({ rule, queueId }) => {
    const overflow = rule.overflow ?? queues.get(queueId)?.overflow;
    return overflow ? transfersOf({ overflow }).map(([, to]) => to) : [];
  });
  const missing = [...new Set(targets)].filter((id) => !queues.has(id));
  return new Map([...queues, ...(await now.some(missing))]);
}
