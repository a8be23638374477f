import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Address, RecipientView, SendingAlertsView, sendingAlertsRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { linkOf, meaningOf } from '../domain/error-codes.ts';
import { RecipientMarkTable, type SendingAlert, SendingAlertTable } from '../storage/alert.tables.ts';

const pages = cursorOf(z.object({ at: z.iso.datetime(), id: z.uuid() }));

/** What an administrator has to see to, the latest first. */
export async function listAlerts(
  manager: EntityManager,
  { cursor, limit }: z.output<typeof sendingAlertsRequest>,
): Promise<SendingAlertsView> {
  const after = pages.read(cursor);
  const asked = manager
    .getRepository(SendingAlertTable)
    .createQueryBuilder('alert')
    .where('alert.closed_at IS NULL')
    .orderBy({ 'alert.lastAt': 'DESC', 'alert.id': 'DESC' })
    .limit(limit + 1);
  if (after) asked.andWhere('(alert.last_at, alert.id) < (:at, :id)', after);
  const found = await asked.getMany();
  return page(found, limit, ({ lastAt, id }) => pages.write({ at: lastAt.toISOString(), id }), viewOf);
}

const viewOf = ({ id, accountId, sender, errorCode, count, firstAt, lastAt }: SendingAlert) => ({
  id,
  accountId,
  sender,
  errorCode,
  title: meaningOf(errorCode).title,
  advice: meaningOf(errorCode).advice ?? '',
  link: linkOf(errorCode),
  isPausing: meaningOf(errorCode).pauses !== undefined,
  count,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});

/** What carriers say of a customer's number. */
export async function readRecipient(manager: EntityManager, recipient: Address): Promise<RecipientView> {
  const mark = await manager.getRepository(RecipientMarkTable).findOneBy({ recipient });
  return {
    recipient,
    mark: mark?.mark ?? null,
    errorCode: mark?.errorCode ?? null,
    markedAt: mark?.markedAt.toISOString() ?? null,
  };
}
