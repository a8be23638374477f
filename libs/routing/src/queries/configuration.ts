import type { EntityManager } from 'typeorm';
import type { ConfigurationEntry } from '#platform';
import { distributionThing, queueThing } from '../domain/configuration.ts';
import { readConfiguration } from '../storage/configuration.ts';

/** Queues, and how workstreams distribute their work, as a file says them. `ids`: whether queues say theirs. */
export async function configurationEntries(
  db: EntityManager,
  { ids }: { ids: boolean },
): Promise<ConfigurationEntry[]> {
  const { queues, distributions } = await readConfiguration(db);
  return [
    ...queues.map((queue) => ({
      section: 'queues',
      slug: queue.slug,
      thing: { ...(ids && { id: queue.id }), ...queueThing(queue) },
    })),
    ...distributions.map((one) => ({
      section: 'distributions',
      slug: one.workstreamId,
      thing: distributionThing(one),
    })),
  ];
}
