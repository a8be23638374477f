import { accountValidated, numberChecked } from '#contracts';
import type { Transaction } from '#event-bus';
import { type AccountCheck, gravest, withoutWiring } from '../domain/account-check.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { resumeAccounts } from './pause-account.ts';

/** Says what Twilio answered about an account and each of its numbers. Answers when: the time that it counts from. */
export async function sayCheck(tx: Transaction, { id, version }: OpenedAccount, check: AccountCheck): Promise<Date> {
  const looked = { accountId: id, ofVersion: version, checkedAt: tx.now.toISOString() };
  const { outcome = 'ok' as const, errorCode = null } = gravest(withoutWiring(check)) ?? {};
  tx.publish(accountValidated, { ...looked, outcome, errorCode });
  for (const { number, outcome, fault, errorCode } of check.findings)
    tx.publish(numberChecked, { ...looked, numberId: number.numberId, outcome, fault, errorCode });
  if (check.failure === null) await resumeAccounts(tx, [id]);
  return tx.now;
}
