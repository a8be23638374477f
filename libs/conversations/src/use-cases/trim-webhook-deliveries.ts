import { dayMs } from '#contracts';
import { firstIdAt, type Transaction } from '#event-bus';

/** So many in one transaction. */
const chunk = 5_000;

/**
 * Forgets one chunk of what other systems were told, or were to be told, more than so many days ago; true when there may be more. The ids of
 * deliveries carry their time, so the primary key finds them.
 */
export async function trimWebhookDeliveries({ manager, now }: Transaction, keepDays: number): Promise<boolean> {
  const [, removed]: [unknown, number] = await manager.query(
    `DELETE FROM webhook_delivery WHERE id IN (
       SELECT id FROM webhook_delivery WHERE id < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
     )`,
    [firstIdAt(new Date(now.getTime() - keepDays * dayMs)), chunk],
  );
  return removed >= chunk;
}
