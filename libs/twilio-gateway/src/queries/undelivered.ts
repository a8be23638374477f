import type { EntityManager } from 'typeorm';
import { type AccountCheckView, type AccountId, dayMs } from '#contracts';
import { linkOf, meaningOf } from '../domain/error-codes.ts';
import { webhookFailures } from '../storage/webhook-failures.ts';

/** What Twilio could not bring here of an account in the last 24 hours. */
export async function listUndelivered(
  manager: EntityManager,
  accountId: AccountId,
  now: Date,
): Promise<AccountCheckView['undelivered']> {
  const counts = await webhookFailures({ manager }).count(accountId, new Date(now.getTime() - dayMs));
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
