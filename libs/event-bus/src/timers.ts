import type { z } from 'zod';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

export const createTimer = `
  CREATE TABLE timer (
    kind text NOT NULL,
    subject text NOT NULL,
    due_at timestamptz NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (kind, subject)
  );
  CREATE INDEX timer_due ON timer (due_at)`;

/** What happens at a time. `fire` runs in a transaction of its own and looks at the state again: late or doubled is harmless. */
export interface TimerContract<in Data> {
  readonly kind: string;
  readonly schema: z.ZodType;
  fire(tx: Transaction, subject: string, data: Data): Promise<void>;
}

/** One timer among many that are planned together. */
export interface Planned<Data> {
  readonly subject: string;
  readonly dueAt: Date;
  readonly data: Data;
}

export const defineTimer = <Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  fire: (tx: Transaction, subject: string, data: z.output<Schema>) => Promise<void>,
): TimerContract<z.output<Schema>> => ({ kind, schema, fire });

export async function scheduleTimer<Data>(
  tx: Transaction,
  { kind }: TimerContract<Data>,
  subject: string,
  dueAt: Date,
  data: Data,
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO timer (kind, subject, due_at, data) VALUES ($1, $2, $3, $4)
     ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, data = excluded.data`,
    [kind, subject, dueAt, JSON.stringify(data)],
  );
}

/** The same for many subjects, in one statement. */
export async function scheduleTimers<Data>(
  tx: Transaction,
  { kind }: TimerContract<Data>,
  planned: readonly Planned<Data>[],
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO timer (kind, subject, due_at, data)
     SELECT $1, subject, due_at, data FROM unnest($2::text[], $3::timestamptz[], $4::jsonb[]) AS new (subject, due_at, data)
     ORDER BY subject
     ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, data = excluded.data`,
    [
      kind,
      planned.map(({ subject }) => subject),
      planned.map(({ dueAt }) => dueAt),
      planned.map(({ data }) => JSON.stringify(data)),
    ],
  );
}

export async function cancelTimer(tx: Transaction, { kind }: TimerContract<never>, subject: string): Promise<void> {
  await tx.manager.query(`DELETE FROM timer WHERE kind = $1 AND subject = $2`, [kind, subject]);
}

/** Fires up to `limit` due timers, each in the transaction that removes it. True when there may be more. */
export async function fireDue(
  database: Database,
  timers: readonly TimerContract<never>[],
  limit = 100,
): Promise<boolean> {
  const byKind = new Map(timers.map((timer) => [timer.kind, timer]));
  let fired = 0;
  while (fired < limit) {
    const found = await database.transact(async (tx) => {
      const [due]: { kind: string; subject: string; data: unknown }[] = await tx.manager
        .query(
          `DELETE FROM timer WHERE (kind, subject) = (
             SELECT kind, subject FROM timer WHERE due_at <= $1 AND kind = ANY($2) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
           ) RETURNING kind, subject, data`,
          [tx.now, [...byKind.keys()]],
        )
        .then(([rows]) => rows);
      if (!due) return false;
      const timer = byKind.get(due.kind)!;
      await timer.fire(tx, due.subject, timer.schema.parse(due.data) as never);
      return true;
    });
    if (!found) return false;
    fired += 1;
  }
  return true;
}
