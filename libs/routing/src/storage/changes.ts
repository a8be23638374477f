import { EntitySchema } from 'typeorm';
import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';

/** One change as it is kept: of a queue, of rules, of how a workstream distributes its work. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: 'queue' | 'custom-assignment' | 'classification' | 'route-to-queue' | 'distribution';
  readonly subjectId: string;
  readonly version: number;
  readonly action: 'created' | 'changed' | 'removed' | 'restored';
  readonly happenedAt: Date;
  readonly bySubject: string;
  readonly byName: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

export const ChangeTable = new EntitySchema<ChangeRow>({
  name: 'change',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    subjectId: { type: 'uuid', name: 'subject_id' },
    version: { type: 'int' },
    action: { type: 'text' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [{ name: 'one_change_a_version', columns: ['kind', 'subjectId', 'version'], unique: true }],
});

/** Who changes something. */
export type By = Pick<Person, 'subject' | 'name'>;
export type Change = Pick<ChangeRow, 'kind' | 'subjectId' | 'version' | 'action' | 'before' | 'after'>;

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
    async at(kind: ChangeRow['kind'], subjectId: string, version: number): Promise<Record<string, unknown> | null> {
      return (await table.findOneBy({ kind, subjectId, version }))?.after ?? null;
    },
  };
};
