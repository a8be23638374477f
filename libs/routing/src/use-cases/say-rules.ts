import { type Classification, rulesChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import { calendarsOfAgents, variablesOfQueue } from '../domain/custom-assignment.ts';
import { calendarsNamedBy, modelsNamedBy, variablesNamedBy } from '../domain/rule-faults.ts';
import type { QueueRules } from '../storage/queue-rules.ts';
import type { RoutingRules } from '../storage/routing-rules.ts';

/** Says what rules of workstreams hold fast to. */
export function sayRules(tx: Transaction, rules: readonly Omit<RoutingRules, 'changedAt'>[]): void {
  for (const { kind, workstreamId: subjectId, version, body } of rules)
    tx.publish(rulesChanged, {
      ...{ kind, subjectId, version },
      calendars: [...new Set(calendarsNamedBy(kind, body))],
      variables: [...variablesNamedBy(kind, body)],
      ...(kind === 'classification' && { skillFinderIds: [...modelsNamedBy(body as Classification)] }),
    });
}

/** Says what rules of queues hold fast to. */
export function sayQueueRules(tx: Transaction, rules: readonly QueueRules[]): void {
  for (const { queueId: subjectId, version, body } of rules)
    tx.publish(rulesChanged, {
      ...{ kind: 'custom-assignment', subjectId, version },
      calendars: [...new Set(calendarsOfAgents(body))],
      variables: [...variablesOfQueue(body)],
    });
}
