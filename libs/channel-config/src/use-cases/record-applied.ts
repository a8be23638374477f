import type { DataOf, Envelope, gatewayApplied } from '#contracts';
import type { Transaction } from '#event-bus';
import type { InForce } from '../storage/life.table.ts';
import { readers } from '../storage/readers.ts';

type ConfigurationApplied = Envelope<DataOf<typeof gatewayApplied>>;

/** Keeps which version of what a service goes by: what "in force" on the views means (decisions H). */
export async function recordApplied(
  tx: Transaction,
  service: string,
  events: readonly ConfigurationApplied[],
): Promise<void> {
  const newest = new Map<string, InForce>();
  for (const { data } of events) {
    for (const copy of data.applied) {
      const key = `${copy.kind} ${copy.id}`;
      const other = newest.get(key);
      if (!other || other.version < copy.version)
        newest.set(key, { ...copy, service, appliedAt: new Date(data.appliedAt) });
    }
  }
  await readers(tx).keepApplied([...newest.values()]);
}
