import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Delivery, sendAnew } from '../domain/delivery.ts';
import { meaningOf, sentAnewAt } from '../domain/error-codes.ts';
import { alerts } from '../storage/alerts.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { pauseAccount } from './pause-account.ts';
import { placeDeliveries } from './place-deliveries.ts';
import { recordRefusedConsent } from './record-refused-consent.ts';
import { sayDeliveries } from './say-delivery.ts';

/** A delivery before and after something was seen of it. */
export interface DeliveryChange {
  readonly before: Delivery;
  readonly after: Delivery;
}

/**
 * Stores what became of deliveries, says it, and does what their error codes ask for (twilio.md 4.11): sends anew what may arrive later,
 * pauses an account that cannot send, raises alerts, marks numbers, and writes refused consent down. `chance` is between 0 and 1.
 */
export async function keepDeliveries(
  tx: Transaction,
  changes: readonly DeliveryChange[],
  chance: number = Math.random(),
): Promise<void> {
  const changed = changes.filter(({ before, after }) => after !== before);
  if (changed.length === 0) return;
  const coded = changed.filter(({ before, after }) => after.errorCode !== null && after.errorCode !== before.errorCode);
  const anew = changed.flatMap(({ before, after }) => anewOf(tx, before, after, chance));
  await deliveries(tx).save(changed.map(({ after }) => after));
  if (anew.length > 0) {
    await deliveries(tx).add(await placeDeliveries(tx, anew));
    tx.wake('send-deliveries');
  }
  await sayDeliveries(
    tx,
    changed.map(({ after }) => after),
  );
  if (coded.length > 0) await follow(tx, coded);
  const arrived = changed.filter(({ before, after }) => after.state === 'delivered' && before.state !== 'delivered');
  await alerts(tx).unmark(arrived.map(({ after }) => after.to));
}

const isEnd = ({ state }: Delivery) => state === 'undelivered' || state === 'failed';

function anewOf(tx: Transaction, before: Delivery, after: Delivery, chance: number): Delivery[] {
  if (!isEnd(after) || isEnd(before)) return [];
  const dueAt = sentAnewAt(after.errorCode, after.round, tx.now, chance);
  if (dueAt === null || dueAt >= after.validUntil) return [];
  return [sendAnew(after, tx.newId() as MessageId, dueAt, tx.now)];
}

async function follow(tx: Transaction, coded: readonly DeliveryChange[]): Promise<void> {
  const channels = await copies(tx).channels(coded.map(({ after }) => after.channelId));
  const troubles = coded.flatMap(({ after: { channelId, errorCode } }) => {
    const channel = channels.get(channelId);
    return channel && errorCode !== null && meaningOf(errorCode).advice !== undefined
      ? [{ accountId: channel.accountId, sender: channel.number, errorCode }]
      : [];
  });
  if (troubles.length > 0) await alerts(tx).raise(troubles);
  for (const { accountId, errorCode } of troubles)
    if (meaningOf(errorCode).pauses) await pauseAccount(tx, accountId, errorCode);
  await alerts(tx).mark(
    coded.flatMap(({ after: { to: recipient, errorCode } }) => {
      const mark = errorCode === null ? undefined : meaningOf(errorCode).marks;
      return mark && errorCode ? [{ recipient, mark, errorCode, markedAt: tx.now }] : [];
    }),
  );
  for (const { before, after } of coded) await recordRefusedConsent(tx, before, after);
}
