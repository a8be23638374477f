import type { ConversationId, EventOf, MessageId, textWritten } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, holdForTheDay, withhold } from '../domain/delivery.ts';
import { isKnown } from '../domain/known-providers.ts';
import { plan } from '../domain/planning.ts';
import { deliveries } from '../storage/deliveries.ts';
import { senders } from '../storage/senders.ts';
import { type Expectation, expectations } from '../queries/expectations.ts';
import { attachMedia, type LinkTo } from './attach-media.ts';
import { forgetWritten } from './forget-written.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { placeDeliveries } from './place-deliveries.ts';
import { sayDeliveries } from './say-delivery.ts';

/** A wait that nobody notices is not announced. */
const noticedAfterMs = 2_000;

/**
 * Queues texts that have to leave. They wait there even for a channel that this service has not heard of yet. A text that will wait for its
 * sender's pace or day is said to wait, with the time when it will presumably leave. Where the day's cap would hold it for longer than it is
 * good for, it is said at once not to leave; so it is of what was written to somebody who was forgotten since.
 */
export async function planDeliveries(
  tx: Transaction,
  events: readonly EventOf<typeof textWritten>[],
  linkTo: LinkTo,
): Promise<void> {
  const ours = await forgetWritten(
    tx,
    events.filter(({ data }) => isKnown(data.provider)),
  );
  if (ours.length === 0) return;
  const preparation = await senders(tx).settings();
  const { texts, unfit } = await attachMedia(
    tx,
    ours.map(({ data }) => data),
    linkTo,
  );
  const planned = await queue(
    tx,
    texts.flatMap((text) => plan(text, preparation, tx.now, () => tx.newId())),
  );
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
  const held = await holdForDay(tx, planned, waits);
  const noticed = new Map(
    [...waits].flatMap(([id, { at }]) => (at.getTime() - tx.now.getTime() > noticedAfterMs ? [[id, at] as const] : [])),
  );
  const causes = new Map(ours.map((event) => [event.data.messageId, event]));
  for (const text of planned) {
    const event = causes.get(text.wholeId);
    const now = held.get(text.messageId) ?? text;
    if (text.part === 1 && event && now.state === 'queued' && noticed.has(text.messageId))
      await sayDeliveries(tx.causedBy(event), [{ after: now }], noticed);
  }
}

/** Texts that the day's cap holds know it; those that would wait for too long, all parts of them, never leave. Answers those it concerns. */
async function holdForDay(
  tx: Transaction,
  planned: readonly Delivery[],
  waits: ReadonlyMap<MessageId, Expectation>,
): Promise<ReadonlyMap<MessageId, Delivery>> {
  const capped = planned.filter(({ messageId }) => waits.get(messageId)?.isCapped);
  if (capped.length === 0) return new Map();
  const late = new Set(
    capped.filter(({ messageId, validUntil }) => waits.get(messageId)!.at >= validUntil).map(({ wholeId }) => wholeId),
  );
  const dropped = planned
    .filter(({ wholeId }) => late.has(wholeId))
    .map((before) => ({ before, after: withhold(before, 'capped', tx.now) }));
  const held = capped.filter(({ wholeId }) => !late.has(wholeId)).map((before) => holdForTheDay(before, tx.now));
  await keepDeliveries(tx, dropped);
  await deliveries(tx).save(held);
  return new Map([...dropped.map(({ after }) => after), ...held].map((one) => [one.messageId, one]));
}

/**
 * Stores new deliveries in their places, each text once, and answers them with these. What was written before in their conversations becomes
 * as urgent as they are.
 */
export async function queue(tx: Transaction, planned: readonly Delivery[]): Promise<readonly Delivery[]> {
  const urgent = new Map<ConversationId, number>();
  for (const { conversationId, priority } of planned)
    urgent.set(conversationId, Math.min(priority, urgent.get(conversationId) ?? priority));
  await deliveries(tx).hurry(urgent);
  const placed = await placeDeliveries(tx, planned);
  await deliveries(tx).add(placed);
  tx.wake('send-deliveries');
  return placed;
}
