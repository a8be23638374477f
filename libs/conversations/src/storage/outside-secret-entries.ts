import { type EntityManager, EntitySchema, LessThan } from 'typeorm';
import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { forgetOldUses, type SecretEntry, secretEntryColumns, type SecretUse } from '#secrets';

/** One line of the record of what calls to another system are signed with. */
export interface OutsideSecretEntry extends SecretEntry<'set' | 'replaced' | 'removed' | 'resealed'> {
  readonly kind: string;
  readonly subject: string;
}

export const OutsideSecretEntryTable = new EntitySchema<OutsideSecretEntry>({
  name: 'outside_secret_entry',
  columns: { ...secretEntryColumns, kind: { type: 'text' }, subject: { type: 'uuid' } },
  indices: [
    { name: 'entries_of_outside_secret', columns: ['kind', 'subject', 'id'] },
    {
      name: 'one_line_an_hour',
      columns: ['hour', 'kind', 'subject', 'purpose', 'bySubject'],
      unique: true,
      where: '(hour IS NOT NULL)',
    },
  ],
});

const byItself = 'conversations';

type Of = Pick<OutsideSecretEntry, 'kind' | 'subject'>;

/** The record of secrets for calls to others. */
export const outsideSecretEntries = ({ manager, now, newId }: Transaction) => ({
  /** Writes down what this person did. */
  async write(
    { subject, name }: Pick<Person, 'subject' | 'name'>,
    entries: readonly (Of & Pick<OutsideSecretEntry, 'action'>)[],
  ): Promise<void> {
    if (entries.length === 0) return;
    const by = { happenedAt: now, bySubject: subject, byName: name };
    await manager
      .getRepository(OutsideSecretEntryTable)
      .insert(entries.map((entry) => ({ ...entry, ...by, id: newId() })));
  },

  /** Adds these uses to the lines of their hour, and says on each secret when it was last. `by`: who asked for it; left out, nobody did. */
  async used(uses: readonly SecretUse[], by: Pick<Person, 'subject' | 'name'> = { subject: byItself, name: byItself }) {
    if (uses.length === 0) return;
    const told = uses.map(({ secret, ...use }) => ({ ...use, kind: secret, id: newId() }));
    await manager.query(
      `WITH used AS (
         SELECT * FROM jsonb_to_recordset($1) AS told
                (id uuid, kind text, subject uuid, purpose text, times int, since timestamptz, "lastAt" timestamptz)
       ), marked AS (
         UPDATE outside_secret s SET last_used_at = greatest(s.last_used_at, u.at)
           FROM (SELECT kind, subject, max("lastAt") AS at FROM used GROUP BY kind, subject) u
          WHERE s.kind = u.kind AND s.subject = u.subject
       )
       INSERT INTO outside_secret_entry (id, kind, subject, happened_at, action, by_subject, by_name, purpose, hour, times, last_at)
       SELECT id, kind, subject, since, 'used', $2, $3, purpose, date_trunc('hour', "lastAt", 'UTC'), times, "lastAt" FROM used
       ON CONFLICT (hour, kind, subject, purpose, by_subject) WHERE hour IS NOT NULL DO UPDATE
         SET times = outside_secret_entry.times + excluded.times, last_at = greatest(outside_secret_entry.last_at, excluded.last_at)`,
      [JSON.stringify(told), by.subject, by.name],
    );
    await forgetOldUses({ manager, now }, 'outside_secret_entry');
  },
});

/** What was done to one secret, newest first, `limit` of it before `before`. */
export const entriesOfSecret = (
  manager: EntityManager,
  { kind, subject }: Of,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<OutsideSecretEntry[]> =>
  manager.getRepository(OutsideSecretEntryTable).find({
    where: { kind, subject, ...(before !== undefined && { id: LessThan(before) }) },
    order: { id: 'DESC' },
    take: limit,
  });
