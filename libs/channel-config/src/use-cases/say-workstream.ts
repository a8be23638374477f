import { workstreamChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';

/** Says the whole workstream as it is now. */
export function sayWorkstream(tx: Transaction, { id, version, slug, name, mode, fallbackQueueId }: Workstream): void {
  tx.publish(workstreamChanged, { workstreamId: id, version, slug, name, mode, direction: 'inbound', fallbackQueueId });
}
