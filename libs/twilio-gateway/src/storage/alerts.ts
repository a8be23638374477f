import type { EntityManager } from 'typeorm';
import type { AccountId, Address } from '#contracts';
import type { Transaction } from '#event-bus';
import type { AccountPause, RecipientMark } from './alert.tables.ts';
import { AccountPauseTable } from './alert.tables.ts';

/** What went wrong, once: of which account and sender, and with which code. */
export interface Trouble {
  readonly accountId: AccountId;
  /** Empty: nobody knows which one of the account. */
  readonly sender: Address | '';
  readonly errorCode: string;
  /** How often; once, where that is not said. */
  readonly times?: number;
}

export const keyOf = ({ accountId, sender, errorCode }: Trouble) => `${accountId} ${sender} ${errorCode}`;

/** What providers complain of: alerts, paused accounts, marked numbers. */
export const alerts = ({ manager, now, newId }: Pick<Transaction, 'manager' | 'now' | 'newId'>) => ({
  /** One alert for each account, sender and code, however often it happens. Answers those that are new. */
  async raise(troubles: readonly Trouble[]): Promise<readonly Trouble[]> {
    const counts = new Map<string, Trouble & { count: number }>();
    for (const trouble of troubles) {
      const key = keyOf(trouble);
      const known = counts.get(key);
      if (known) known.count += trouble.times ?? 1;
      else counts.set(key, { ...trouble, count: trouble.times ?? 1 });
    }
    const raised = [...counts.values()];
    const stored: (Trouble & { isNew: boolean })[] = await manager.query(
      `INSERT INTO sending_alert (id, account_id, sender, error_code, count, first_at, last_at)
       SELECT id, account_id, sender, error_code, count, $6, $6
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[]) AS new (id, account_id, sender, error_code, count)
       ORDER BY account_id, sender, error_code
       ON CONFLICT (account_id, sender, error_code) WHERE closed_at IS NULL
       DO UPDATE SET count = sending_alert.count + excluded.count, last_at = excluded.last_at
       RETURNING account_id AS "accountId", sender, error_code AS "errorCode", (xmax = 0) AS "isNew"`,
      [
        raised.map(() => newId()),
        raised.map(({ accountId }) => accountId),
        raised.map(({ sender }) => sender),
        raised.map(({ errorCode }) => errorCode),
        raised.map(({ count }) => count),
        now,
      ],
    );
    return stored.filter(({ isNew }) => isNew);
  },

  /** Which of these are alerts already, as `account sender code`. */
  async open(troubles: readonly Trouble[]): Promise<ReadonlySet<string>> {
    const open: { key: string }[] = await manager.query(
      `SELECT account_id || ' ' || sender || ' ' || error_code AS key FROM sending_alert
       JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS asked (account_id, sender, error_code) USING (account_id, sender, error_code)
       WHERE closed_at IS NULL`,
      [
        troubles.map(({ accountId }) => accountId),
        troubles.map(({ sender }) => sender),
        troubles.map(({ errorCode }) => errorCode),
      ],
    );
    return new Set(open.map(({ key }) => key));
  },

  async close(id: string, by: string): Promise<boolean> {
    const closed: [unknown[], number] = await manager.query(
      `UPDATE sending_alert SET closed_at = $2, closed_by = $3 WHERE id = $1 AND closed_at IS NULL RETURNING id`,
      [id, now, by],
    );
    return closed[1] > 0;
  },

  /** Those of an account that is well again. */
  async closeOf(accountId: AccountId, errorCodes: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE sending_alert SET closed_at = $3 WHERE account_id = $1 AND error_code = ANY($2) AND closed_at IS NULL`,
      [accountId, errorCodes, now],
    );
  },

  /** Those of an account that nothing was added to since then. */
  async closeQuiet(accountId: AccountId, errorCodes: readonly string[], since: Date): Promise<void> {
    await manager.query(
      `UPDATE sending_alert SET closed_at = $4
       WHERE account_id = $1 AND error_code = ANY($2) AND last_at < $3 AND closed_at IS NULL`,
      [accountId, errorCodes, since, now],
    );
  },

  /** True where it was not paused before. */
  async pause(accountId: AccountId, errorCode: string): Promise<boolean> {
    const paused: unknown[] = await manager.query(
      `INSERT INTO account_pause (account_id, error_code, paused_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING account_id`,
      [accountId, errorCode, now],
    );
    return paused.length > 0;
  },

  /** The pauses that were lifted. */
  async resume(accountIds: readonly AccountId[]): Promise<readonly AccountPause[]> {
    const [lifted]: [AccountPause[], number] = await manager.query(
      `DELETE FROM account_pause WHERE account_id = ANY($1)
       RETURNING account_id AS "accountId", error_code AS "errorCode", paused_at AS "pausedAt"`,
      [accountIds],
    );
    return lifted;
  },

  async mark(marks: readonly RecipientMark[]): Promise<void> {
    if (marks.length === 0) return;
    await manager.query(
      `INSERT INTO recipient_mark (recipient, mark, error_code, marked_at)
       SELECT DISTINCT ON (recipient) * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
         AS new (recipient, mark, error_code, marked_at) ORDER BY recipient
       ON CONFLICT (recipient) DO UPDATE SET mark = excluded.mark, error_code = excluded.error_code, marked_at = excluded.marked_at`,
      [
        marks.map(({ recipient }) => recipient),
        marks.map(({ mark }) => mark),
        marks.map(({ errorCode }) => errorCode),
        marks.map(({ markedAt }) => markedAt),
      ],
    );
  },

  /** Texts arrived there. */
  async unmark(recipients: readonly Address[]): Promise<void> {
    if (recipients.length > 0)
      await manager.query(`DELETE FROM recipient_mark WHERE recipient = ANY($1)`, [recipients]);
  },
});

/** The accounts that are paused, the longest first. */
export const everyPause = (manager: EntityManager): Promise<AccountPause[]> =>
  manager.getRepository(AccountPauseTable).find({ order: { pausedAt: 'ASC', accountId: 'ASC' } });
