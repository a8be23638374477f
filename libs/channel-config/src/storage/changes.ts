import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { chunks } from './chunks.ts';
import { type ChangeRow, ChangeTable } from './definition.tables.ts';

type Change = Pick<ChangeRow, 'kind' | 'subjectId' | 'version' | 'action' | 'before' | 'after'>;

/** The history of everything that is configured. Nothing of it is ever changed; secrets are no part of it. */
export const changes = (tx: Transaction) => {
  const table = tx.manager.getRepository(ChangeTable);
  return {
    /** Writes down what this person changed. */
    async record({ subject, name }: Pick<Person, 'subject' | 'name'>, ...made: readonly Change[]): Promise<void> {
      if (made.length === 0) return;
      const rows = made.map((change) => ({
        ...change,
        id: tx.newId(),
        happenedAt: tx.now,
        bySubject: subject,
        byName: name,
      }));
      for (const some of chunks(rows, 1000)) await table.insert([...some] as never);
    },
    /** What this was at that version; null when that is not known. */
    async at(subjectId: string, version: number): Promise<Record<string, unknown> | null> {
      return (await table.findOneBy({ subjectId, version }))?.after ?? null;
    },
  };
};
