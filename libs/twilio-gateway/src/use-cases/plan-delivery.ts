import type { EventOf, textWritten } from '#contracts';
import type { Transaction } from '#event-bus';
import { plan } from '../domain/delivery.ts';
import { deliveries } from '../storage/deliveries.ts';

/** Queues a text that has to leave. It waits there even for a channel that this service has not heard of yet. */
export async function planDelivery(tx: Transaction, { data }: EventOf<typeof textWritten>): Promise<void> {
  if (data.provider !== 'twilio') return;
  await deliveries(tx).plan(plan(data, tx.now));
  tx.wake('send-deliveries');
}
