import type { AccountId } from '#contracts';
import type { Transaction } from '#event-bus';
import { forgetOldUses } from '#secrets';

interface Use {
  readonly accountId: AccountId;
  readonly purpose: string;
  readonly times: number;
  readonly since: Date;
  readonly lastAt: Date;
}

const byItself = 'gateway';

/** What API keys were read for: a line an hour for each purpose, and on the key itself when it was last. */
export const apiKeyUses = ({ manager, now, newId }: Transaction) => ({
  async add(uses: readonly Use[]): Promise<void> {
    if (uses.length === 0) return;
    await manager.query(
      `WITH used AS (
         SELECT id, "accountId", purpose, times, since, "lastAt" FROM jsonb_to_recordset($1) AS told
                (id uuid, "accountId" uuid, purpose text, times int, since timestamptz, "lastAt" timestamptz)
       ), marked AS (
         UPDATE account_api_key k SET last_used_at = greatest(k.last_used_at, u.at)
           FROM (SELECT "accountId", max("lastAt") AS at FROM used GROUP BY "accountId") u WHERE k.account_id = u."accountId"
       )
       INSERT INTO api_key_entry (id, account_id, happened_at, action, sid, by_subject, by_name, purpose, hour, times, last_at)
       SELECT u.id, u."accountId", u.since, 'used', k.sid, $2, $2, u.purpose, date_trunc('hour', u."lastAt", 'UTC'), u.times, u."lastAt"
         FROM used u JOIN account_api_key k ON k.account_id = u."accountId" AND k.sid IS NOT NULL
       ON CONFLICT (hour, account_id, sid, purpose) WHERE hour IS NOT NULL DO UPDATE
         SET times = api_key_entry.times + excluded.times, last_at = greatest(api_key_entry.last_at, excluded.last_at)`,
      [JSON.stringify(uses.map((use) => ({ ...use, id: newId() }))), byItself],
    );
    await forgetOldUses({ manager, now }, 'api_key_entry');
  },
});
