import type { AccountId, MessageId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import { carriersOf } from '../domain/account.ts';
import { type Effect, observe } from '../domain/delivery.ts';
import type { StatusReport } from '../domain/status-report.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { recordTestReports } from './record-test-reports.ts';

/** A status callback at the door, and the request that brought it. */
export interface CallbackAtTheDoor {
  readonly accountId: AccountId;
  readonly messageId: MessageId;
  readonly report: StatusReport;
  readonly cause: Cause;
}

/**
 * Takes in many status callbacks at once, in whatever order and number they come: it comes to the same as one after the other. Answers
 * for each what it did; undefined where its account sends no such text. Another account's text is as unknown as no text at all.
 */
export async function recordCallbacks(
  tx: Transaction,
  callbacks: readonly CallbackAtTheDoor[],
): Promise<readonly (Effect | undefined)[]> {
  const standing = await deliveries(tx).lock(callbacks.map(({ messageId }) => messageId));
  const channels = await copies(tx).channels([...new Set([...standing.values()].map(({ channelId }) => channelId))]);
  const seen = callbacks.map(({ accountId, messageId, report, cause }) => {
    // an address may spell an id in capitals
    const id = messageId.toLowerCase() as MessageId;
    const before = standing.get(id);
    const channel = before && channels.get(before.channelId);
    if (!channel || !carriersOf(channel).includes(accountId)) return undefined;
    const { delivery: after, effect } = observe(before, report, tx.now);
    standing.set(id, after);
    return { before, after, effect, report, cause };
  });
  const known = seen.filter((one) => one !== undefined);
  await deliveries(tx).keepObservations(
    known.map(({ before: { messageId }, effect, report: { word, providerSid, errorCode } }) => ({
      id: tx.newId(),
      observedAt: tx.now,
      messageId,
      source: 'callback',
      word,
      providerSid,
      errorCode,
      effect,
    })),
  );
  await keepDeliveries(tx, known);
  const others = await recordTestReports(
    tx,
    callbacks.filter((_, n) => !seen[n]),
  );
  const ofOthers = others.values();
  return seen.map((one) => (one ? one.effect : ofOthers.next().value));
}
