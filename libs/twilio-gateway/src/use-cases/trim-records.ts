import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';

/** So many of each in one transaction. */
const chunk = 5_000;

/** The records that are kept for a while, and by which index the old ones are found. The ledger of consent and what people did are none. */
const trimmed = [
  `DELETE FROM webhook_failure WHERE sid IN (
     SELECT sid FROM webhook_failure WHERE happened_at < $1 ORDER BY happened_at LIMIT $2)`,
  `DELETE FROM sending_alert WHERE id IN (
     SELECT id FROM sending_alert WHERE closed_at < $1 ORDER BY closed_at LIMIT $2)`,
  `DELETE FROM called_back_text WHERE message_id IN (
     SELECT message_id FROM called_back_text WHERE called_back_at < $1 ORDER BY called_back_at LIMIT $2)`,
  `DELETE FROM test_text WHERE id IN (SELECT id FROM test_text WHERE asked_at < $1 ORDER BY asked_at LIMIT $2)`,
];

/**
 * Forgets one chunk of what Twilio could not bring us, of the alerts that were closed, of what was called back, and of tried numbers, more than so many days ago; true when there may be
 * more.
 */
export async function trimRecords({ manager, now }: Transaction, keepDays: number): Promise<boolean> {
  let isMore = false;
  for (const statement of trimmed) {
    const before = new Date(now.getTime() - keepDays * dayMs);
    const [, removed]: [unknown, number] = await manager.query(statement, [before, chunk]);
    isMore ||= removed >= chunk;
  }
  return isMore;
}
