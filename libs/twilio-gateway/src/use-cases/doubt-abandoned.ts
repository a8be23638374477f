import type { Transaction } from '#event-bus';
import { doubt } from '../domain/delivery.ts';
import { deliveries } from '../storage/deliveries.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/**
 * Texts that Twilio was being asked for when their process died, `deadAfterMs` ago or longer: nobody knows whether it has them, until its
 * list is looked at. Answers how many there were.
 */
export async function doubtAbandoned(tx: Transaction, deadAfterMs: number, limit = 100): Promise<number> {
  const abandoned = await deliveries(tx).abandonedSince(new Date(tx.now.getTime() - deadAfterMs), limit);
  if (abandoned.length === 0) return 0;
  await keepDeliveries(
    tx,
    abandoned.map((before) => ({ before, after: doubt(before, null, tx.now) })),
  );
  tx.wake('look-up-doubtful');
  tx.wake('send-deliveries');
  return abandoned.length;
}
