import type { DataOf, gatewaySecretsUsed } from '#contracts';
import type { Transaction } from '#event-bus';
import { forgetOldUses } from '#secrets';

type Use = DataOf<typeof gatewaySecretsUsed>['uses'][number];

/** What secrets were read for, as those who use them say it. */
export const secretUses = ({ manager, now, newId }: Transaction) => ({
  /** Adds these to the lines of their hour: one for each secret, subject, purpose and who asked. */
  async add(uses: readonly Use[], service: string): Promise<void> {
    const lines = uses.map(({ by, ...use }) => ({
      ...use,
      id: newId(),
      who: by?.subject ?? service,
      name: by?.name ?? service,
    }));
    await manager.query(
      `INSERT INTO secret_audit (id, secret, happened_at, action, account_id, by_subject, by_name, purpose, hour, times, last_at)
       SELECT min(id::text)::uuid, secret, min(since), 'used', subject, who, min(name), purpose, hour, sum(times)::int, max("lastAt")
         FROM (SELECT *, date_trunc('hour', "lastAt", 'UTC') AS hour FROM jsonb_to_recordset($1) AS used
                 (id uuid, secret text, subject uuid, purpose text, times int, since timestamptz, "lastAt" timestamptz, who text, name text)) AS line
        GROUP BY secret, subject, purpose, who, hour ORDER BY hour, secret, subject, purpose, who
       ON CONFLICT (hour, secret, account_id, purpose, by_subject) WHERE hour IS NOT NULL DO UPDATE
         SET times = secret_audit.times + excluded.times, last_at = greatest(secret_audit.last_at, excluded.last_at)`,
      [JSON.stringify(lines)],
    );
    await manager.query(
      `INSERT INTO secret_last_use (secret, subject, used_at)
       SELECT secret, subject, max("lastAt") FROM jsonb_to_recordset($1) AS used (secret text, subject uuid, "lastAt" timestamptz)
        GROUP BY secret, subject ORDER BY secret, subject
       ON CONFLICT (secret, subject) DO UPDATE SET used_at = greatest(secret_last_use.used_at, excluded.used_at)`,
      [JSON.stringify(uses)],
    );
  },

  /** Drops lines about uses that were kept long enough. */
  forgetOld: () => forgetOldUses({ manager, now }, 'secret_audit'),
});
