import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { place } from '../domain/fair-order.ts';
import { bucketOf } from '../domain/sender-group.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { senders } from '../storage/senders.ts';

/** Gives texts their places in the buckets of their senders. Those of a channel that is not known yet have none until it is. */
export async function placeDeliveries(tx: Transaction, texts: readonly Delivery[]): Promise<readonly Delivery[]> {
  if (texts.length === 0) return [];
  const channels = await copies(tx).channels([...new Set(texts.map(({ channelId }) => channelId))]);
  const groups = await senders(tx).groupsOf([...channels.values()].map(({ number }) => number));
  const inBuckets = texts.map((text) => {
    const number = channels.get(text.channelId)?.number;
    return { ...text, bucket: number === undefined ? '' : bucketOf(number, groups.get(number)) };
  });
  const names = new Set(inBuckets.map(({ bucket }) => bucket).filter((name) => name !== ''));
  const buckets = await senders(tx).openBuckets([...names], tx.now);
  const last = await deliveries(tx).lastTurns([...new Set(texts.map(({ conversationId }) => conversationId))]);
  return place(inBuckets, new Map(buckets.map(({ name, turn }) => [name, turn])), last);
}

/** The texts that waited for their channel to become known get their places, as soon as it is. */
export async function placeWaiting(tx: Transaction): Promise<void> {
  const waiting = await deliveries(tx).unplaced(100);
  await deliveries(tx).save(await placeDeliveries(tx, waiting));
}
