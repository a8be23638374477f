import type { QueueId, QueueOverflow, RouteRule, RouteToQueue, Told } from '#contracts';
import { holds, type Sources } from '#conditions';
import { type OverflowAction, overflowing, type QueueNow } from './overflow.ts';
import { byShare } from './shares.ts';

/** A rule that fits an item, and the queue that its shares chose for it. */
export interface Candidate {
  readonly rule: RouteRule;
  readonly queueId: QueueId;
  readonly percent: number;
}

/** Every rule that fits, in its order, each with one of its queues (product.md 8.1, 8.4). `chance`: a number from 0 to 1 for a rule. */
export const candidatesFor = (
  { rules }: RouteToQueue,
  sources: Sources,
  chance: (ruleId: string) => number,
): readonly Candidate[] =>
  rules
    .filter(({ conditions }) => holds(conditions, sources))
    .map((rule) => {
      const { queueId, percent } = rule.queues.length === 1 ? rule.queues[0]! : byShare(rule.queues, chance(rule.id));
      return { rule, queueId, percent };
    });

/** The queue of an item that no rule puts anywhere. */
export interface Fallback {
  readonly queueId: QueueId;
  readonly because: 'no-rules' | 'no-match' | 'failure' | 'bot-failed';
  /** The workstream's own, which was removed: this one stands in. Left out: this one is the workstream's. */
  readonly insteadOf?: QueueId | undefined;
}

/** Where an item goes, and what is done about it there. */
export interface Route {
  readonly queueId: QueueId;
  /** The rule whose overflow counts instead of the queue's; null: the queue's. */
  readonly ruleId: string | null;
  readonly instead: QueueOverflow | null;
  /** The queue overflows: this is done. Null: the item waits there. */
  readonly action: OverflowAction | null;
  readonly because: Told<'route-to-queue'>['because'];
  readonly insteadOf?: QueueId | undefined;
  readonly overflows: readonly (OverflowAction | null)[];
}

/**
 * The queue of the first rule that fits and whose queue does not overflow. Where all overflow, one that is inside its hours, or else the
 * one that opens soonest, does what it says about that. Without a rule that fits: the queue to fall back on, whose own overflow does
 * not count (product.md 8, 9.4). Queues that are not there are passed over.
 */
export function chooseQueue(
  candidates: readonly Candidate[],
  queues: ReadonlyMap<QueueId, QueueNow>,
  fallback: Fallback,
  isChecked = false,
): Route {
  const there = candidates.filter(({ queueId }) => queues.has(queueId));
  const found = there.map(({ rule, queueId }) => (isChecked ? null : overflowing(queues.get(queueId)!, rule.overflow)));
  const overflows = candidates.map((one) => found[there.indexOf(one)] ?? null);
  const free = found.indexOf(null);
  if (free >= 0) return routeTo(there[free]!, null, 'rule', overflows);
  if (there.length === 0) return { ...fallback, ruleId: null, instead: null, action: null, overflows };

  const opensAt = ({ queueId }: Candidate) => queues.get(queueId)!.opensAt?.getTime() ?? Infinity;
  const operational = there.findIndex(({ queueId }) => queues.get(queueId)!.isOpen);
  const soonest = there.reduce((best, one, index) => (opensAt(one) < opensAt(there[best]!) ? index : best), 0);
  const chosen = operational >= 0 ? operational : soonest;
  return routeTo(there[chosen]!, found[chosen]!, 'all-overflow', overflows);
}

const routeTo = (
  { rule, queueId }: Candidate,
  action: OverflowAction | null,
  because: Route['because'],
  overflows: Route['overflows'],
): Route => ({ queueId, ruleId: rule.overflow ? rule.id : null, instead: rule.overflow, action, because, overflows });

/** What is kept of the way to the queue: the rules that fitted, and what became of them. */
export interface KeptRoute {
  readonly because: Route['because'];
  readonly queueId: QueueId;
  readonly insteadOf?: QueueId | undefined;
  readonly failure: string | null;
  readonly fitted: readonly {
    readonly ruleId: string;
    readonly queueId: QueueId;
    readonly percent: number;
    readonly overflowing: Told<'route-to-queue'>['rules'][number]['overflowing'];
  }[];
}

export const keptRoute = (
  candidates: readonly Candidate[],
  { queueId, because, insteadOf, overflows }: Route,
  failure: string | null,
): KeptRoute => ({
  because,
  queueId,
  ...(insteadOf && { insteadOf }),
  failure,
  fitted: candidates.map((one, index) => ({
    ruleId: one.rule.id,
    queueId: one.queueId,
    percent: one.percent,
    overflowing: overflows[index]?.condition ?? null,
  })),
});

/** The same as the explanation tells it, with the rules of that version. */
export function tellRoute(
  { rules }: RouteToQueue,
  version: number,
  { because, queueId, insteadOf, failure, fitted }: KeptRoute,
  nameOf: (id: QueueId) => string,
): Told<'route-to-queue'> {
  const named = (id: QueueId) => ({ id, name: nameOf(id) });
  const isRuled = because === 'rule' || because === 'all-overflow';
  const applied = isRuled
    ? fitted.find((one) => one.queueId === queueId && (because !== 'rule' || !one.overflowing))
    : null;
  return {
    version,
    queue: named(queueId),
    because,
    ...(insteadOf && { insteadOf: named(insteadOf) }),
    failure,
    rules: rules.map(({ id, name, queues }) => {
      const fit = fitted.find(({ ruleId }) => ruleId === id);
      if (!fit) {
        const mark = isRuled || because === 'no-match' ? 'not-matched' : 'not-processed';
        return { id, name, mark, queue: null, share: null, overflowing: null };
      }
      return {
        id,
        name,
        mark: fit === applied ? 'applied' : 'matched',
        queue: named(fit.queueId),
        share: queues.length > 1 ? fit.percent : null,
        overflowing: fit.overflowing,
      };
    }),
  };
}
