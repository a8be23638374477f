import type { Transaction } from '#event-bus';

/**
 * One line of the record of a secret: who did what to it, and when. It holds no secret, open or sealed. Whose secret it is about each service
 * says in columns of its own.
 */
export interface SecretEntry<Action extends string> {
  /** UUID v7: in order of time. */
  readonly id: string;
  readonly happenedAt: Date;
  readonly action: Action | 'used';
  readonly bySubject: string;
  readonly byName: string;
  /** Of uses: what for, in which hour, how often, and when the latest time. Those of one hour are one line. */
  readonly purpose: string | null;
  readonly hour: Date | null;
  readonly times: number | null;
  readonly lastAt: Date | null;
}

/** The columns that every record of secrets has. */
export const secretEntryColumns = {
  id: { type: 'uuid', primary: true },
  happenedAt: { type: 'timestamptz', name: 'happened_at' },
  action: { type: 'text' },
  bySubject: { type: 'text', name: 'by_subject' },
  byName: { type: 'text', name: 'by_name' },
  purpose: { type: 'text', nullable: true },
  hour: { type: 'timestamptz', nullable: true },
  times: { type: 'int', nullable: true },
  lastAt: { type: 'timestamptz', name: 'last_at', nullable: true },
} as const;

/** Lines about uses are kept for so long; those about changes stay. */
const keptDays = 90;

/** Drops what `table`, a record of secrets, has of uses that were kept long enough. */
export const forgetOldUses = async (
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  table: string,
): Promise<void> => {
  await manager.query(`DELETE FROM ${table} WHERE hour < $1::timestamptz - make_interval(days => ${keptDays})`, [now]);
};

/** A line as doors answer it. */
export const viewOfSecretEntry = <Action extends string>(entry: SecretEntry<Action>) => {
  const { id, happenedAt, action, bySubject, byName, purpose, times, lastAt } = entry;
  return {
    id,
    at: happenedAt.toISOString(),
    action,
    by: { subject: bySubject, name: byName },
    use: purpose === null ? null : { purpose, times: times ?? 0, lastAt: (lastAt ?? happenedAt).toISOString() },
  };
};
