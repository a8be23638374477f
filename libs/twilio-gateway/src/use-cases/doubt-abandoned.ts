import type { Transaction } from '#event-bus';
import { doubt } from '../domain/delivery.ts';
import { deliveries } from '../storage/deliveries.ts';
import { sayDelivery } from './say-delivery.ts';

/** Longer than any attempt takes: its time-out is 10 s. */
const attemptIsDeadAfterMs = 60_000;

/** Texts that Twilio was being asked for when their process died: nobody knows whether it has them. Answers how many there were. */
export async function doubtAbandoned(tx: Transaction, limit = 100): Promise<number> {
  const abandoned = await deliveries(tx).abandonedSince(new Date(tx.now.getTime() - attemptIsDeadAfterMs), limit);
  if (abandoned.length === 0) return 0;
  const doubted = abandoned.map((delivery) => doubt(delivery, null, tx.now));
  await deliveries(tx).save(doubted);
  for (const delivery of doubted) sayDelivery(tx, delivery);
  tx.wake('send-deliveries');
  return doubted.length;
}
