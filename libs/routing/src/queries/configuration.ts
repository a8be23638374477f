import type { EntityManager } from 'typeorm';
import type { ConfigurationEntry } from '#platform';
import { distributionThing, queueThing, rulesThing } from '../domain/configuration.ts';
import { isDefault } from '../domain/queue.ts';
import { readConfiguration } from '../storage/configuration.ts';
import type { RulesKind } from '../storage/routing-rules.ts';

/** Queues, and how workstreams distribute their work and by which rules, as a file says them. `ids`: whether queues say theirs. */
export async function configurationEntries(
  db: EntityManager,
  { ids }: { ids: boolean },
): Promise<ConfigurationEntry[]> {
  const { queues, distributions, rules, slugOf } = await readConfiguration(db);
  const ofKind = (kind: RulesKind, section: string) =>
    rules
      .filter((one) => one.kind === kind)
      .map(({ workstreamId, body }) => ({ section, slug: workstreamId, thing: rulesThing(body, slugOf) }));
  return [
    ...queues.map((queue) => ({
      section: 'queues',
      slug: queue.slug,
      // by its id another installation knows its own default queue
      thing: { ...((ids || isDefault(queue)) && { id: queue.id }), ...queueThing(queue, slugOf) },
    })),
    ...distributions.map((one) => ({
      section: 'distributions',
      slug: one.workstreamId,
      thing: distributionThing(one),
    })),
    ...ofKind('classification', 'classification'),
    ...ofKind('route-to-queue', 'routeToQueue'),
  ];
}
