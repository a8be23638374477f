import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ErrorLogMark } from '../domain/error-log.ts';
import { webhookCodes } from '../domain/webhook-codes.ts';
import { alerts } from '../storage/alerts.ts';
import { reconciliations } from '../storage/reconciliations.ts';
import type { KeptFailure } from '../storage/webhook-failure.tables.ts';
import { webhookFailures } from '../storage/webhook-failures.ts';
import { sayIncomplete } from './say-incomplete.ts';

const codesOfWebhooks = Object.keys(webhookCodes);
/** So long nothing happened: what stood in the way is gone, and health shows nothing of it any more either. */
const quietMs = dayMs;

/**
 * Writes down what Twilio's error log says that it could not bring us, each entry once, and how far the log was read: administrators see it,
 * and what may be missing is looked for at once. Alerts close when nothing was added to them for a day. `incomplete`: SIDs of texts that lack parts. Answers how many were new.
 */
export async function recordWebhookFailures(
  tx: Transaction,
  mark: ErrorLogMark,
  failures: readonly KeptFailure[],
  incomplete: readonly string[],
): Promise<number> {
  await sayIncomplete(tx, incomplete);
  const fresh = await webhookFailures(tx).keep(failures);
  await webhookFailures(tx).move(mark);
  await alerts(tx).closeQuiet(mark.accountId, codesOfWebhooks, new Date(tx.now.getTime() - quietMs));
  if (fresh.length === 0) return 0;
  const { accountId } = mark;
  await alerts(tx).raise(fresh.map(({ number, errorCode }) => ({ accountId, sender: number ?? '', errorCode })));
  await reconciliations(tx).hurry(tx.now, accountId);
  tx.wake('reconcile');
  return fresh.length;
}
