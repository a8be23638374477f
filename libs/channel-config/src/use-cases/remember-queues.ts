import type { EventOf, queueChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { queueCopies } from '../storage/queue-copies.ts';

/** Keeps which operating hours queues go by, so that hours which one of them names are not removed (product.md 20). */
export async function rememberQueues(tx: Transaction, events: readonly EventOf<typeof queueChanged>[]): Promise<void> {
  await queueCopies(tx).remember(
    newestOf(events, ({ queueId }) => queueId).map(({ queueId: id, version, name, state, operatingHoursId }) => ({
      id,
      version,
      name,
      operatingHoursId: state === 'removed' ? null : operatingHoursId,
      removed: state === 'removed',
    })),
  );
}
