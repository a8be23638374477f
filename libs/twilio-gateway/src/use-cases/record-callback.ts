import { type AccountId, type MessageId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Effect, observe } from '../domain/delivery.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import type { StatusReport } from '../domain/status-report.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/** Takes in a status callback, in whatever order and number they come. Another account's text is as unknown as no text at all. */
export async function recordCallback(
  tx: Transaction,
  accountId: AccountId,
  id: MessageId,
  report: StatusReport,
): Promise<Effect> {
  const before = await deliveries(tx).find(id);
  const channel = before && (await copies(tx).channel(before.channelId));
  if (!before || channel?.accountId !== accountId)
    throw new Refusal('delivery-not-found', 'This account sends no such text.');
  const { delivery: after, effect } = observe(before, report, tx.now);
  const { word, providerSid, errorCode } = report;
  await deliveries(tx).keepObservations([
    {
      id: tx.newId(),
      observedAt: tx.now,
      messageId: id,
      source: 'callback',
      word,
      providerSid,
      errorCode,
      effect,
    },
  ]);
  await keepDeliveries(tx, [{ before, after }]);
  return effect;
}
