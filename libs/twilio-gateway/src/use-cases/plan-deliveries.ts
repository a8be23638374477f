import type { ConversationId, EventOf, textWritten } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, withhold } from '../domain/delivery.ts';
import { isKnown } from '../domain/known-providers.ts';
import { plan } from '../domain/planning.ts';
import { deliveries } from '../storage/deliveries.ts';
import { senders } from '../storage/senders.ts';
import { expectations } from '../queries/expectations.ts';
import { attachMedia, type LinkTo } from './attach-media.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { placeDeliveries } from './place-deliveries.ts';
import { sayDeliveries } from './say-delivery.ts';

/** A wait that nobody notices is not announced. */
const noticedAfterMs = 2_000;

/**
 * Queues texts that have to leave. They wait there even for a channel that this service has not heard of yet. A text that will wait for its
 * sender's pace is said to wait, with the time when it will presumably leave.
 */
export async function planDeliveries(
  tx: Transaction,
  events: readonly EventOf<typeof textWritten>[],
  linkTo: LinkTo,
): Promise<void> {
  const ours = events.filter(({ data }) => isKnown(data.provider));
  if (ours.length === 0) return;
  const preparation = await senders(tx).settings();
  const { texts, unfit } = await attachMedia(
    tx,
    ours.map(({ data }) => data),
    linkTo,
  );
  const planned = texts.flatMap((text) => plan(text, preparation, tx.now, () => tx.newId()));
  await queue(tx, planned);
  const withheld = planned.filter(({ wholeId }) => unfit.has(wholeId));
  await keepDeliveries(
    tx,
    withheld.map((before) => ({ before, after: withhold(before, 'media', tx.now) })),
  );
  const waits = await expectations(
    tx.manager,
    planned.map(({ messageId }) => messageId),
    tx.now,
  );
  const noticed = new Map([...waits].filter(([, at]) => at.getTime() - tx.now.getTime() > noticedAfterMs));
  const causes = new Map(ours.map((event) => [event.data.messageId, event]));
  for (const text of planned) {
    const event = causes.get(text.wholeId);
    if (text.part === 1 && event && noticed.has(text.messageId))
      await sayDeliveries(tx.causedBy(event), [text], noticed);
  }
}

/** Stores new deliveries in their places, each text once. What was written before in their conversations becomes as urgent as they are. */
export async function queue(tx: Transaction, planned: readonly Delivery[]): Promise<void> {
  const urgent = new Map<ConversationId, number>();
  for (const { conversationId, priority } of planned)
    urgent.set(conversationId, Math.min(priority, urgent.get(conversationId) ?? priority));
  await deliveries(tx).hurry(urgent);
  await deliveries(tx).add(await placeDeliveries(tx, planned));
  tx.wake('send-deliveries');
}
