import type { Transaction } from '#event-bus';

/** Work is assigned by one transaction at a time (decisions L). */
export const assignmentTurn = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** Whether it is this one's turn; it is until the transaction is over. */
  async take(): Promise<boolean> {
    const [{ mine }]: [{ mine: boolean }] = await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('routing'), hashtext('assignment')) AS mine`,
    );
    return mine;
  },
  /** Nothing is assigned from now on until this transaction is over. */
  wait: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('assignment'))`),
});
