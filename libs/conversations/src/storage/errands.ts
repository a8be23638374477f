import type { Transaction } from '#event-bus';

/** An errand as it was taken. */
export interface Taken {
  readonly subject: string;
  readonly revision: number;
  readonly attempt: number;
  readonly failures: number;
  readonly correlationId: string;
}

/** What has to be asked outside: written down first, asked between two transactions, and then forgotten. */
export const errands = (tx: Transaction) => ({
  /** Plans these, in one statement, or says of those that are planned that there is more; whoever is asking just now asks again afterwards. */
  async add(kind: string, subjects: readonly string[], dueAt: Date = tx.now): Promise<void> {
    if (subjects.length === 0) return;
    await tx.manager.query(
      `INSERT INTO errand (kind, subject, due_at, revision, attempt, failures, under_way, correlation_id)
       SELECT $1, subject, $3, 1, 0, 0, false, $4 FROM unnest($2::text[]) AS new (subject) ORDER BY subject
       ON CONFLICT (kind, subject) DO UPDATE SET revision = errand.revision + 1,
         due_at = CASE WHEN errand.under_way THEN errand.due_at ELSE least(errand.due_at, excluded.due_at) END`,
      [kind, [...new Set(subjects)], dueAt, tx.cause.correlationId],
    );
    tx.wake(loopOf(kind));
  },

  /** Takes some that are due. Until `until` nobody else does; then whoever had them is taken for dead. */
  async take(kind: string, limit: number, until: Date): Promise<Taken[]> {
    const [taken]: [Taken[]] = await tx.manager.query(
      `UPDATE errand SET due_at = $4, attempt = attempt + 1, under_way = true
       WHERE (kind, subject) IN (
         SELECT kind, subject FROM errand WHERE kind = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING subject, revision, attempt, failures, correlation_id AS "correlationId"`,
      [kind, tx.now, limit, until],
    );
    return taken;
  },

  /** When the next one is due; null: there is none. */
  async nextDue(kind: string): Promise<Date | null> {
    const [next]: { dueAt: Date }[] = await tx.manager.query(
      `SELECT due_at AS "dueAt" FROM errand WHERE kind = $1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1`,
      [kind],
    );
    return next?.dueAt ?? null;
  },

  /** It is done: forgotten, or due again when there is more to ask. False: somebody else has taken it since, and this answer is late. */
  async done(kind: string, { subject, attempt, revision }: Taken): Promise<boolean> {
    const [ended]: [unknown[]] = await tx.manager.query(
      `UPDATE errand SET under_way = false, failures = 0, due_at = $5
       WHERE kind = $1 AND subject = $2 AND attempt = $3 AND revision > $4 RETURNING subject`,
      [kind, subject, attempt, revision, tx.now],
    );
    if (ended.length > 0) {
      tx.wake(loopOf(kind));
      return true;
    }
    const [, gone]: [unknown, number] = await tx.manager.query(
      `DELETE FROM errand WHERE kind = $1 AND subject = $2 AND attempt = $3`,
      [kind, subject, attempt],
    );
    return gone > 0;
  },

  /** All of these are done, as `done` says it of one, in two statements. */
  async doneAll(kind: string, taken: readonly Taken[]): Promise<void> {
    const values = [
      kind,
      taken.map(({ subject }) => subject),
      taken.map(({ attempt }) => attempt),
      taken.map(({ revision }) => revision),
    ];
    const ours = `FROM unnest($2::text[], $3::int[], $4::int[]) AS ours (subject, attempt, revision)
      WHERE errand.kind = $1 AND errand.subject = ours.subject AND errand.attempt = ours.attempt`;
    const [again]: [unknown[]] = await tx.manager.query(
      `UPDATE errand SET under_way = false, failures = 0, due_at = $5 ${ours} AND errand.revision > ours.revision RETURNING errand.subject`,
      [...values, tx.now],
    );
    await tx.manager.query(
      `DELETE FROM errand USING ${ours.slice('FROM '.length)} AND errand.revision = ours.revision`,
      values,
    );
    if (again.length > 0) tx.wake(loopOf(kind));
  },

  /** It did not work, and is tried again at this time; null: when there is more to ask. */
  async again(kind: string, { subject, attempt }: Taken, at: Date | null): Promise<boolean> {
    const [, moved]: [unknown, number] = await tx.manager.query(
      `UPDATE errand SET under_way = false, failures = failures + 1, due_at = $4
       WHERE kind = $1 AND subject = $2 AND attempt = $3`,
      [kind, subject, attempt, at],
    );
    return moved > 0;
  },

  /** Nobody is asked any more. */
  async drop(kind: string, subjects: readonly string[]): Promise<void> {
    if (subjects.length > 0)
      await tx.manager.query(`DELETE FROM errand WHERE kind = $1 AND subject = ANY($2)`, [kind, subjects]);
  },
});

/** The loop that runs errands of this kind. */
export const loopOf = (kind: string): string => `errands.${kind}`;
