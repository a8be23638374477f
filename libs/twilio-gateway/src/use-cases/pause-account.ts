import { type AccountId, accountValidated } from '#contracts';
import type { Transaction } from '#event-bus';
import { meaningOf, pausingCodes } from '../domain/error-codes.ts';
import { alerts } from '../storage/alerts.ts';
import { copies } from '../storage/copies.ts';
import { askRefusedAgain } from './ask-refused-again.ts';

/**
 * The provider lets this account send nothing: its texts wait, and lose nothing but time. It shows at once, as if somebody had validated
 * the account.
 */
export async function pauseAccount(tx: Transaction, accountId: AccountId, errorCode: string): Promise<void> {
  if (!(await alerts(tx).pause(accountId, errorCode))) return;
  const [account] = await copies(tx).accounts([accountId]);
  if (!account) return;
  tx.publish(accountValidated, {
    accountId,
    ofVersion: account.version,
    checkedAt: tx.now.toISOString(),
    outcome: meaningOf(errorCode).pauses ?? 'account-suspended',
    errorCode,
  });
}

/** The provider lets the account in again: it shows, and its texts leave. */
export async function accountIsWell(
  tx: Transaction,
  { id, version }: { readonly id: AccountId; readonly version: number },
): Promise<void> {
  tx.publish(accountValidated, {
    accountId: id,
    ofVersion: version,
    checkedAt: tx.now.toISOString(),
    outcome: 'ok',
    errorCode: null,
  });
  await resumeAccounts(tx, [id]);
}

/** Their texts leave again, and files come: the provider lets the accounts in, or they have new credentials to try. */
export async function resumeAccounts(tx: Transaction, accountIds: readonly AccountId[]): Promise<void> {
  if (accountIds.length === 0) return;
  const lifted = await alerts(tx).resume(accountIds);
  for (const { accountId } of lifted) await alerts(tx).closeOf(accountId, pausingCodes);
  if (lifted.length > 0) tx.wake('send-deliveries');
  await askRefusedAgain(tx, accountIds);
}
