import type { Classification, ConditionGroup, QueueId, RouteToQueue } from '#contracts';
import { check, conditionFields } from '#conditions';
import { transfersOf } from './queue.ts';

/** What is wrong with rules, and where. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
  readonly code: 'unreadable' | 'unknown-reference';
}

const fields = conditionFields();

const ofConditions = (conditions: ConditionGroup, at: string): readonly RuleFault[] =>
  check(conditions, fields).map(({ path, message }) => ({
    path: `${at}.conditions.${path}`,
    message,
    code: 'unreadable' as const,
  }));

/** Conditions that could never mean anything, by their place. */
export function conditionFaultsIn(kind: 'classification' | 'route-to-queue', body: Classification | RouteToQueue) {
  if (kind === 'route-to-queue')
    return (body as RouteToQueue).rules.flatMap(({ conditions }, n) => ofConditions(conditions, `rules.${n}`));
  return (body as Classification).rulesets.flatMap(({ rules }, set) =>
    rules.flatMap(({ conditions }, n) => ofConditions(conditions, `rulesets.${set}.rules.${n}`)),
  );
}

/** Every queue that these rules send work to, by its place. */
export const queuesNamedBy = ({ rules }: RouteToQueue): readonly (readonly [path: string, QueueId])[] =>
  rules.flatMap(({ queues, overflow }, n) => [
    ...queues.map(({ queueId }, index) => [`rules.${n}.queues.${index}.queueId`, queueId] as const),
    ...(overflow ? transfersOf({ overflow }).map(([path, id]) => [`rules.${n}.${path}`, id] as const) : []),
  ]);
