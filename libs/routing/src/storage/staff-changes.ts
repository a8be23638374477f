import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { type StaffChange, StaffChangeTable } from './staff-definition.tables.ts';

/** The history of definitions of the staff and of what is set of agents. Nothing of it is ever changed. */
export const staffChanges = (tx: Transaction) => {
  const table = tx.manager.getRepository(StaffChangeTable);
  return {
    /** Writes down what this person changed. */
    async record(
      { subject, name }: Pick<Person, 'subject' | 'name'>,
      made: readonly Pick<StaffChange, 'kind' | 'subjectId' | 'version' | 'action' | 'before' | 'after'>[],
    ): Promise<void> {
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
    async at(subjectId: string, version: number): Promise<Record<string, unknown> | null> {
      return (await table.findOneBy({ subjectId, version }))?.after ?? null;
    },
  };
};
