import type { AccountId, Address } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, submit, withdraw, withhold } from '../domain/delivery.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { sayDelivery } from './say-delivery.ts';
import { whoMayNotBeTexted } from './who-may-not-be-texted.ts';

/** A text that Twilio is about to be asked to send, and whose number and credentials it takes: always those of its channel (R61). */
export interface Submission {
  readonly delivery: Delivery;
  readonly from: Address;
  readonly accountId: AccountId;
}

/**
 * Writes down that Twilio is about to be asked for the next texts. Those that waited too long, or whose channel is removed, are given up
 * instead, and those to customers who opted out or are blocked: they fail before Twilio hears of them.
 */
export async function takeDeliveries(tx: Transaction, limit: number): Promise<readonly Submission[]> {
  const next = await deliveries(tx).takeNext(limit);
  if (next.length === 0) return [];
  const channels = await copies(tx).channels(next.map(({ channelId }) => channelId));
  const isRemoved = ({ channelId }: Delivery) => channels.get(channelId)?.state === 'removed';
  const withheld = await whoMayNotBeTexted(tx, next, channels);
  const taken = next.map((delivery) => {
    const reason = withheld.get(delivery.messageId);
    if (reason) return withhold(delivery, reason, tx.now);
    return (isRemoved(delivery) ? withdraw : submit)(delivery, tx.now);
  });
  await deliveries(tx).save(taken);
  for (const delivery of taken) sayDelivery(tx, delivery);
  // there may be more behind those that never leave
  if (taken.some(({ state }) => state === 'failed')) tx.wake('send-deliveries');
  return taken.flatMap((delivery) => {
    const channel = channels.get(delivery.channelId);
    return delivery.state === 'submitting' && channel
      ? { delivery, from: channel.number, accountId: channel.accountId }
      : [];
  });
}
