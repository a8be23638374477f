import type { EntityManager } from 'typeorm';
import type { AccountCheckView, AccountId } from '#contracts';
import { linkOf, meaningOf } from '../domain/error-codes.ts';
import { webhookFailures } from '../storage/webhook-failures.ts';

const day = 86_400_000;

/** What Twilio could not bring here of an account in the last 24 hours. */
export async function listUndelivered(
  manager: EntityManager,
  accountId: AccountId,
  now: Date,
): Promise<AccountCheckView['undelivered']> {
  const counts = await webhookFailures({ manager }).count(accountId, new Date(now.getTime() - day));
  return counts.map(({ errorCode, firstAt, lastAt, ...one }) => ({
    ...one,
    errorCode,
    title: meaningOf(errorCode).title,
    advice: meaningOf(errorCode).advice ?? '',
    link: linkOf(errorCode),
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  }));
}
