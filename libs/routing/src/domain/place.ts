import type { Classification, QueueId, RouteToQueue, Told } from '#contracts';
import type { Sources } from '#conditions';
import { nothingSaid, type Said } from './found-skills.ts';
import { classify, type Found, reasonOf, type WantedSkill } from './classify.ts';
import type { Wanted } from './sources.ts';
import { type Heeds, heedsIn, type OverflowAction, overflowsAt, type QueueNow } from './overflow.ts';
import {
  type Candidate,
  candidatesFor,
  chooseQueue,
  type Fallback,
  keptRoute,
  type KeptRoute,
  type Route,
} from './route.ts';

/** The rules of one workstream as they are now. */
export interface WorkstreamRules {
  readonly classification: Classification;
  readonly classificationVersion: number;
  readonly routeToQueue: RouteToQueue;
  readonly routeVersion: number;
}

/** What the rules say of an item before anybody looks at queues. */
export interface Considered {
  readonly found: Found;
  readonly candidates: readonly Candidate[];
  readonly fallback: Fallback;
  readonly failure: string | null;
  /** Its queues are those that whoever wrote first asked for, not those of rules (product.md 29.2). */
  readonly isWanted?: true | undefined;
  /** The queue that the item waits in already; it counts for nothing there. */
  readonly from?: QueueId | undefined;
  /** It was looked at before whether its queue has a place for it, and is not again (product.md 10.1, rule 4). */
  readonly isChecked?: boolean | undefined;
}

/**
 * Classifies an item and finds the rules that fit it (product.md 7, 8). What fails, a bot that had it included (25.10), sends it to the queue to fall back on.
 * Where whoever wrote first asked for queues these count, and not the rules of routing; skills that they asked for come to those of classification (29.2).
 */
export function consider(
  { classification, routeToQueue }: WorkstreamRules,
  sources: Sources,
  fallbackQueueId: QueueId,
  chance: (ruleId: string) => number,
  wanted: Wanted | null = null,
  { said = nothingSaid, botFailed = false }: { readonly said?: Said; readonly botFailed?: boolean | undefined } = {},
): Considered {
  const classified = classify(classification, sources, said);
  const found = wanted ? withSkills(classified, wanted.skills) : classified;
  const fallback = (because: Fallback['because']): Fallback => ({ queueId: fallbackQueueId, because });
  const failed = (failure: string) => ({ found, candidates: [], fallback: fallback('failure'), failure });
  if (wanted && wanted.queueIds.length > 0) {
    const candidates = wanted.queueIds.map(candidateFor);
    return { found, candidates, fallback: fallback('no-match'), failure: found.failure, isWanted: true };
  }
  if (found.failure !== null) return failed(found.failure);
  if (botFailed) return { found, candidates: [], fallback: fallback('bot-failed'), failure: null };
  if (routeToQueue.rules.length === 0) return { found, candidates: [], fallback: fallback('no-rules'), failure: null };
  try {
    const candidates = candidatesFor(routeToQueue, { ...sources, classified: found.attributes }, chance);
    return { found, candidates, fallback: fallback('no-match'), failure: null };
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/** Of a skill that is wanted twice the greater rating counts. */
function withSkills(found: Found, wanted: readonly WantedSkill[]): Found {
  const ratings = new Map(found.skills.map(({ skillId, rating }) => [skillId, rating]));
  for (const { skillId, rating } of wanted) ratings.set(skillId, Math.max(rating, ratings.get(skillId) ?? 0));
  return { ...found, skills: [...ratings].map(([skillId, rating]) => ({ skillId, rating })) };
}

/** A queue that was asked for, as if a rule of nobody's named it: the queue's own overflow counts. */
const candidateFor = (queueId: QueueId): Candidate => ({
  rule: {
    id: queueId,
    name: '',
    conditions: { combinator: 'and', rules: [] },
    queues: [{ queueId, percent: 100 }],
    overflow: null,
  },
  queueId,
  percent: 100,
});

/** Where an item was put, or that its conversation ends instead. */
export interface Placement {
  readonly queueId: QueueId;
  /** It overflowed and ends: because of this, in this queue. */
  readonly ends: {
    readonly condition: OverflowAction['condition'] | 'waiting-time' | 'empty-queue';
    readonly queueId: QueueId;
  } | null;
  /** When it will have waited too long. */
  readonly overflowsAt: Date | null;
  /** What its queue says about overflow that concerns it there (9.4, 43 G16). */
  readonly heeds: Heeds;
  /** The rule whose overflow counts instead of its queue's, as long as it is in this queue. */
  readonly ruleId: string | null;
  readonly route: KeptRoute;
  /** How it overflowed on its way, in this order: out of the queue that was meant for it, and in the one that it came to then. */
  readonly overflows: readonly Told<'overflow'>[];
  /** It waits in a queue outside its operating hours; left out where it does not. */
  readonly isClosed?: true | undefined;
  /** It waits in an open queue that nobody serves; left out where somebody does. */
  readonly isUnserved?: true | undefined;
}

/**
 * Puts items into queues, one after the other: each finds the lines as the one before it left them, so that a limit of N is exact within
 * a batch (product.md 10). What overflows by transfer is not looked at a second time where it arrives (10.1, rule 3).
 */
export function placeAll(
  considered: readonly Considered[],
  queues: ReadonlyMap<QueueId, QueueNow>,
  now: Date,
): readonly Placement[] {
  const lines = new Map(queues);
  const count = (id: QueueId | undefined, items: number) => {
    const line = id && lines.get(id);
    if (line) lines.set(line.id, { ...line, length: line.length + items });
  };
  return considered.map((item) => {
    count(item.from, -1);
    const placement = place(item, lines, now);
    if (!placement.ends) count(placement.queueId, 1);
    return placement;
  });
}

function place(item: Considered, queues: ReadonlyMap<QueueId, QueueNow>, now: Date): Placement {
  const found = chooseQueue(item.candidates, queues, item.fallback, item.isChecked);
  const chosen = item.isWanted && found.because === 'rule' ? { ...found, because: 'wanted' as const } : found;
  const route = keptRoute(item.candidates, chosen, item.failure);
  const { action } = chosen;
  // the overflow of a queue to fall back on does not count (9.4)
  const isFallback = item.candidates.every(({ queueId }) => !queues.has(queueId));
  if (!action) return { ...arrive(chosen, queues, now, { isFallback }), route };

  const from = queues.get(chosen.queueId)!;
  const to = (action.do === 'transfer' && action.to && queues.get(action.to)) || null;
  const tell = (done: 'end' | 'transfer' | 'assign-anyway'): Told<'overflow'> => ({
    stage: 'pre-queue',
    condition: action.condition,
    queue: { id: from.id, name: from.name },
    limit: action.limit,
    found: action.found,
    action: done,
    to: done === 'transfer' && to ? { id: to.id, name: to.name } : null,
  });
  if (action.do === 'end') {
    const ends = { condition: action.condition, queueId: from.id };
    return {
      queueId: from.id,
      ends,
      overflowsAt: null,
      heeds: 'nothing',
      ruleId: null,
      route,
      overflows: [tell('end')],
    };
  }
  if (to) {
    const arrived = arrive({ queueId: to.id, instead: null, ruleId: null }, queues, now);
    return { ...arrived, route, overflows: [tell('transfer'), ...arrived.overflows] };
  }
  // where the other queue is gone, the item waits where it is
  const stays = arrive(chosen, queues, now);
  return { ...stays, route, overflows: [tell('assign-anyway'), ...stays.overflows] };
}

/** An item arrives in a queue, by whatever way: it ends where nobody serves the queue and that is what the queue says (product.md 9.5). */
export function arrive(
  { queueId, instead, ruleId }: Pick<Route, 'queueId' | 'instead' | 'ruleId'>,
  queues: ReadonlyMap<QueueId, QueueNow>,
  now: Date,
  { isFallback = false } = {},
): Omit<Placement, 'route'> {
  const queue = queues.get(queueId);
  if (queue && !queue.hasMembers && queue.whenEmpty === 'end') {
    const told = {
      stage: 'pre-queue',
      condition: 'empty-queue',
      limit: null,
      found: null,
      action: 'end',
      to: null,
    } as const;
    const overflow = { ...told, queue: { id: queueId, name: queue.name } };
    const ends = { condition: 'empty-queue', queueId } as const;
    return { queueId, ends, overflowsAt: null, heeds: 'nothing', ruleId: null, overflows: [overflow] };
  }
  const isClosed = queue && !queue.isOpen ? true : undefined;
  const isUnserved = queue && queue.isOpen && !queue.hasMembers ? true : undefined;
  const heeds = queue ? heedsIn(queue, { isFallback }) : 'nothing';
  const at = queue ? overflowsAt(queue, instead, { queuedAt: now, heeds }) : null;
  return { queueId, ends: null, overflowsAt: at, heeds, ruleId, overflows: [], isClosed, isUnserved };
}
