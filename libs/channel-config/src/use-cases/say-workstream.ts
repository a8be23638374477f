import { workstreamChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';
import { lifeOf } from './say-life.ts';

/** Says the whole workstream as it is now. */
export function sayWorkstream(tx: Transaction, workstream: Workstream): void {
  const { id, version, slug, name, mode, direction, fallbackQueueId, copiedFrom } = workstream;
  tx.publish(workstreamChanged, {
    workstreamId: id,
    version,
    slug,
    name,
    mode,
    direction,
    fallbackQueueId,
    copiedFrom,
    ...lifeOf(workstream),
  });
}
