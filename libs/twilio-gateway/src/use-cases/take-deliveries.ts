import type { AccountId, Address } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, submit } from '../domain/delivery.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { sayDelivery } from './say-delivery.ts';

/** A text that Twilio is about to be asked to send, and whose number and credentials it takes: always those of its channel (R61). */
export interface Submission {
  readonly delivery: Delivery;
  readonly from: Address;
  readonly accountId: AccountId;
}

/** Writes down that Twilio is about to be asked for the next texts. Those that waited too long are given up instead. */
export async function takeDeliveries(tx: Transaction, limit: number): Promise<readonly Submission[]> {
  const taken = (await deliveries(tx).takeNext(limit)).map((delivery) => submit(delivery, tx.now));
  if (taken.length === 0) return [];
  const channels = await copies(tx).channels(taken.map(({ channelId }) => channelId));
  await deliveries(tx).save(taken);
  for (const delivery of taken) sayDelivery(tx, delivery);
  return taken.flatMap((delivery) => {
    const channel = channels.get(delivery.channelId);
    return delivery.state === 'submitting' && channel
      ? { delivery, from: channel.number, accountId: channel.accountId }
      : [];
  });
}
