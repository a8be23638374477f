import type { NumberId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ConnectedNumber } from './connected-number.table.ts';

export const connectedNumbers = ({ manager }: Transaction) => ({
  /** Keeps those that were not known yet, and answers which those are. */
  async keep(numbers: readonly ConnectedNumber[]): Promise<ReadonlySet<NumberId>> {
    const rows: { number_id: NumberId }[] = await manager.query(
      `INSERT INTO connected_number (number_id, account_id, connected_at)
       SELECT "numberId", "accountId", "connectedAt"
         FROM jsonb_to_recordset($1) AS texted ("numberId" uuid, "accountId" uuid, "connectedAt" timestamptz) ORDER BY "numberId"
       ON CONFLICT DO NOTHING RETURNING number_id`,
      [JSON.stringify(numbers)],
    );
    return new Set(rows.map(({ number_id }) => number_id));
  },
});
