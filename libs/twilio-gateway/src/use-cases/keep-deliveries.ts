import type { Address, MessageId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import { type Delivery, nobody, sendAnew } from '../domain/delivery.ts';
import { meaningOf, sentAnewAt } from '../domain/error-codes.ts';
import type { RecipientMark } from '../storage/alert.tables.ts';
import { alerts } from '../storage/alerts.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { pauseAccount } from './pause-account.ts';
import { placeDeliveries } from './place-deliveries.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { recordRefusedConsents } from './record-refused-consents.ts';
import { sayDeliveries } from './say-delivery.ts';
import { withLinksInstead } from './send-with-links.ts';

/** A delivery before and after something was seen of it. */
export interface DeliveryChange {
  readonly before: Delivery;
  readonly after: Delivery;
  /** The request or event that showed it, where that is not the transaction's. */
  readonly cause?: Cause;
}

/**
 * Stores what became of deliveries, says it, and does what their error codes ask for (twilio.md 4.11): sends anew what may arrive later, or with
 * links instead of its files,
 * pauses an account that cannot send, raises alerts, marks numbers, and writes refused consent down. Of one delivery there may be several
 * changes, each going on from the one before it. `chance` answers a number between 0 and 1.
 */
export async function keepDeliveries(
  tx: Transaction,
  changes: readonly DeliveryChange[],
  chance: () => number = Math.random,
): Promise<void> {
  const changed = changes.filter(({ before, after }) => after !== before);
  if (changed.length === 0) return;
  const coded = changed.filter(({ before, after }) => after.errorCode !== null && after.errorCode !== before.errorCode);
  const ended = changed.filter(({ before, after }) => isEnd(after) && !isEnd(before)).map(({ after }) => after);
  const anew = [...ended.flatMap((one) => anewOf(tx, one, chance())), ...(await withLinksInstead(tx, ended))];
  await deliveries(tx).save([...new Map(changed.map(({ after }) => [after.messageId, after])).values()]);
  if (anew.length > 0) {
    await deliveries(tx).add(await placeDeliveries(tx, anew));
    tx.wake('send-deliveries');
  }
  await sayDeliveries(tx, changed);
  if (coded.length > 0) await follow(tx, coded);
  await markRecipients(tx, changed);
}

const isEnd = ({ state }: Delivery) => state === 'undelivered' || state === 'failed';

function anewOf(tx: Transaction, ended: Delivery, chance: number): Delivery[] {
  const dueAt = sentAnewAt(ended.errorCode, ended.round, tx.now, chance);
  if (dueAt === null || dueAt >= ended.validUntil || ended.to === nobody) return [];
  return [sendAnew(ended, tx.newId() as MessageId, dueAt, tx.now)];
}

async function follow(tx: Transaction, coded: readonly DeliveryChange[]): Promise<void> {
  const channels = await copies(tx).channels([...new Set(coded.map(({ after }) => after.channelId))]);
  const troubles = coded.flatMap(({ after: { channelId, errorCode }, cause }) => {
    const channel = channels.get(channelId);
    return channel && errorCode !== null && meaningOf(errorCode).advice !== undefined
      ? [{ accountId: channel.accountId, channelId, sender: channel.number, errorCode, cause }]
      : [];
  });
  await raiseAlerts(tx, troubles);
  const pausing = Map.groupBy(
    troubles.filter(({ errorCode }) => meaningOf(errorCode).pauses),
    ({ accountId }) => accountId,
  );
  for (const [accountId, [first]] of pausing) {
    const { errorCode, cause } = first!;
    await pauseAccount(cause ? tx.withCause(cause) : tx, accountId, errorCode);
  }
  await recordRefusedConsents(tx, coded, channels);
}

/** Marks numbers that take no texts, and unmarks those where texts arrived: of several changes the last one tells. */
async function markRecipients(tx: Transaction, changed: readonly DeliveryChange[]): Promise<void> {
  const told = new Map<Address, RecipientMark | null>();
  for (const { before, after } of changed) {
    const { to: recipient, errorCode } = after;
    const mark = errorCode !== null && errorCode !== before.errorCode ? meaningOf(errorCode).marks : undefined;
    if (after.state === 'delivered' && before.state !== 'delivered') told.set(recipient, null);
    else if (mark && errorCode !== null) told.set(recipient, { recipient, mark, errorCode, markedAt: tx.now });
  }
  await alerts(tx).mark([...told.values()].filter((mark) => mark !== null));
  await alerts(tx).unmark([...told].flatMap(([recipient, mark]) => (mark === null ? [recipient] : [])));
}
