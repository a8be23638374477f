import { type By, type Change, ChangeTable } from '#history';
import type { Transaction } from '#event-bus';

export type { By, Change };

/** The history of what is configured here. Nothing of it is ever changed. */
export const changes = (tx: Transaction) => {
  const table = tx.manager.getRepository(ChangeTable);
  return {
    /** Writes down what this person changed. */
    async record({ subject, name }: By, made: readonly Change[]): Promise<void> {
      const rows = made.map((change) => ({
        ...change,
        id: tx.newId(),
        happenedAt: tx.now,
        bySubject: subject,
        byName: name,
      }));
      for (let from = 0; from < rows.length; from += 1000) await table.insert(rows.slice(from, from + 1000) as never);
    },
    /** What this was at that version; null when that is not known. */
    async at(kind: string, subjectId: string, version: number): Promise<Record<string, unknown> | null> {
      return (await table.findOneBy({ kind, subjectId, version }))?.after ?? null;
    },
  };
};
