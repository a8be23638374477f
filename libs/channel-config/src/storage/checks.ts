import type { accountValidated, DataOf, numberChecked, numberConnected, NumberId } from '#contracts';
import type { Transaction } from '#event-bus';

type Validated = DataOf<typeof accountValidated>;
type Checked = DataOf<typeof numberChecked>;
type Connected = DataOf<typeof numberConnected>;

/** What the gateway found at the provider; of each thing the latest answer counts, in whatever order they come. */
export const checks = ({ manager }: Transaction) => ({
  async ofAccounts(found: readonly Validated[]): Promise<void> {
    await manager.query(
      `INSERT INTO account_check (account_id, of_version, outcome, error_code, checked_at)
       SELECT DISTINCT ON ("accountId") "accountId", "ofVersion", outcome, "errorCode", "checkedAt"
         FROM jsonb_to_recordset($1) AS found ("accountId" uuid, "ofVersion" int, outcome text, "errorCode" text, "checkedAt" timestamptz)
        ORDER BY "accountId", "checkedAt" DESC
       ON CONFLICT (account_id) DO UPDATE SET of_version = excluded.of_version, outcome = excluded.outcome,
         error_code = excluded.error_code, checked_at = excluded.checked_at
       WHERE account_check.checked_at < excluded.checked_at`,
      [JSON.stringify(found)],
    );
  },
  async ofNumbers(found: readonly Checked[]): Promise<void> {
    await manager.query(
      `INSERT INTO number_check (number_id, of_version, outcome, fault, error_code, checked_at)
       SELECT DISTINCT ON ("numberId") "numberId", "ofVersion", outcome, fault, "errorCode", "checkedAt"
         FROM jsonb_to_recordset($1) AS found
              ("numberId" uuid, "ofVersion" int, outcome text, fault text, "errorCode" text, "checkedAt" timestamptz)
        ORDER BY "numberId", "checkedAt" DESC
       ON CONFLICT (number_id) DO UPDATE SET of_version = excluded.of_version, outcome = excluded.outcome, fault = excluded.fault,
         error_code = excluded.error_code, checked_at = excluded.checked_at
       WHERE number_check.checked_at < excluded.checked_at`,
      [JSON.stringify(found)],
    );
  },
  /** What was found of these numbers was found at another account. */
  async forgetNumbers(ids: readonly NumberId[]): Promise<void> {
    for (const table of ['number_check', 'connected_number'])
      await manager.query(`DELETE FROM ${table} WHERE number_id = ANY($1)`, [ids]);
  },
  async connected(found: readonly Connected[]): Promise<void> {
    await manager.query(
      `INSERT INTO connected_number (number_id, connected_at)
       SELECT "numberId", min("connectedAt") FROM jsonb_to_recordset($1) AS found ("numberId" uuid, "connectedAt" timestamptz)
        GROUP BY "numberId" ORDER BY "numberId"
       ON CONFLICT (number_id) DO UPDATE SET connected_at = excluded.connected_at
       WHERE excluded.connected_at < connected_number.connected_at`,
      [JSON.stringify(found)],
    );
  },
});
