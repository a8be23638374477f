import type { Transaction } from '#event-bus';
import { type Settings, settingsAsked, settingsIn, settingsSql } from './settings.ts';

/** Work is assigned by one transaction at a time (decisions L). */
export const assignmentTurn = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** What it goes by, if it is this one's turn, which it is until the transaction is over; null: it is another's. */
  async take(): Promise<Settings | null> {
    const [row]: [{ mine: boolean } & Parameters<typeof settingsIn>[0]] = await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('routing'), hashtext('assignment')) AS mine, ${settingsSql}`,
      [...settingsAsked],
    );
    return row.mine ? settingsIn(row) : null;
  },
  /** Nothing is assigned from now on until this transaction is over. */
  wait: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('assignment'))`),
});
