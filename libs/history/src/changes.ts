import { type EntityManager, EntitySchema } from 'typeorm';
import type { z } from 'zod';
import { type ConfigurationChange, type Person, Refusal } from '#contracts';
import { chunks, type Transaction } from '#event-bus';

/** One change as it is kept. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: string;
  /** The id of what was changed; the slug of what has no id. */
  readonly subjectId: string;
  readonly version: number;
  readonly action: ConfigurationChange['action'];
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
    subjectId: { type: 'text', name: 'subject_id' },
    version: { type: 'int' },
    action: { type: 'text' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'one_change_a_version', columns: ['kind', 'subjectId', 'version'], unique: true },
    { name: 'changes_of_kind', columns: ['kind', 'id'] },
  ],
});

/** For a migration of a service that keeps a history. */
export const createChanges = `
  CREATE TABLE change (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    subject_id text NOT NULL,
    version int NOT NULL,
    action text NOT NULL,
    happened_at timestamptz NOT NULL,
    by_subject text NOT NULL,
    by_name text NOT NULL,
    before jsonb,
    after jsonb
  );
  CREATE UNIQUE INDEX one_change_a_version ON change (kind, subject_id, version)`;

/** For a migration of a service whose changes were listed one thing at a time until then. */
export const listChangesByKind = 'CREATE INDEX changes_of_kind ON change (kind, id)';

/** Who changes something. */
export type By = Pick<Person, 'subject' | 'name'>;
export type Change = Pick<ChangeRow, 'kind' | 'subjectId' | 'version' | 'action' | 'before' | 'after'>;
type Version = Pick<Change, 'kind' | 'subjectId' | 'version'>;

/** The history of what is configured here. Nothing of it is ever changed. */
export const changes = (tx: Transaction) => {
  const table = tx.manager.getRepository(ChangeTable);
  const was = async ({ kind, subjectId, version }: Version) =>
    (await table.findOneBy({ kind, subjectId, version }))?.after ?? null;
  async function recordAll({ subject, name }: By, all: readonly Change[]): Promise<void> {
    const by = { happenedAt: tx.now, bySubject: subject, byName: name };
    const rows = all.map((change) => ({ ...change, ...by, id: tx.newId() }));
    for (const some of chunks(rows, 1000)) await table.insert(some as never);
  }
  return {
    /** Writes down what this person changed. */
    record: (by: By, change: Change): Promise<void> => recordAll(by, [change]),
    /** The same for all that they changed at once. */
    recordAll,
    /** What this was at that version; null: it was none then, or nobody wrote it down. */
    was,
    /**
     * What this was at that version, as the request that sets it. Refuses with `version-not-found` (it was none then, or nobody wrote it
     * down), `outdated` (what it was is not allowed any more).
     */
    async at<Asked>(request: z.ZodType<Asked>, version: Version): Promise<Asked> {
      const found = await was(version);
      if (!found) throw new Refusal('version-not-found', `Nothing is known of version ${version.version} of this.`);
      const { success, data, error } = request.safeParse(found);
      if (success) return data;
      const why = error.issues[0]!.message;
      throw new Refusal('outdated', `What it was at version ${version.version} is not allowed any more: ${why}.`);
    },
  };
};

/** The last versions that were written down of these; one without a history is left out. */
export async function lastVersions(
  manager: EntityManager,
  kind: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (subjectIds.length === 0) return new Map();
  const rows: { subjectId: string; version: number }[] = await manager.query(
    `SELECT subject_id AS "subjectId", max(version) AS version FROM change WHERE kind = $1 AND subject_id = ANY($2) GROUP BY subject_id`,
    [kind, subjectIds],
  );
  return new Map(rows.map(({ subjectId, version }) => [subjectId, version]));
}

/** The last version that was written down of this; 0: none. */
export const lastVersionOf = async (manager: EntityManager, kind: string, subjectId: string): Promise<number> =>
  (await lastVersions(manager, kind, [subjectId])).get(subjectId) ?? 0;
