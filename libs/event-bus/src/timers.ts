import type { z } from 'zod';
import type { Database } from './database.ts';
import { isOutage, outcomeOf, reasonOf } from './failure.ts';
import { Journal, SilentJournal } from './journal.ts';
import { ladder } from './ladder.ts';
import { type Due, moveUp, mustAnswer, putOff } from './timer-failures.ts';
import type { Transaction } from './transaction.ts';

export const createTimer = `
  CREATE TABLE timer (
    kind text NOT NULL,
    subject text NOT NULL,
    due_at timestamptz,
    data jsonb NOT NULL,
    correlation_id uuid NOT NULL DEFAULT gen_random_uuid(),
    failures int NOT NULL DEFAULT 0,
    reason text,
    PRIMARY KEY (kind, subject)
  );
  COMMENT ON COLUMN timer.due_at IS 'null: it failed at every attempt';
  CREATE INDEX timer_due ON timer (due_at)`;

/** What happens at a time. `fire` runs in a transaction of its own and looks at the state again: late or doubled is harmless. */
export interface TimerContract<in Data> {
  readonly kind: string;
  readonly schema: z.ZodType;
  fire(tx: Transaction, subject: string, data: Data): Promise<void>;
  /** Of a kind that may be due for thousands at once: the same for all that are due, in one transaction. When it fails, they are fired one by one. */
  fireAll?(tx: Transaction, due: readonly Fired<Data>[]): Promise<void>;
}

/** One of many timers that fire together. `tx` is the transaction of all of them, under the correlation id that this one was planned with. */
export interface Fired<Data> {
  readonly tx: Transaction;
  readonly subject: string;
  readonly data: Data;
}

/** One timer among many that are planned together. */
export interface Planned<Data> {
  readonly subject: string;
  readonly dueAt: Date;
  readonly data: Data;
}

/** A kind of timer: its name, what it carries, and what it does in a transaction of its own. */
export const defineTimer = <Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  fire: (tx: Transaction, subject: string, data: z.output<Schema>) => Promise<void>,
): TimerContract<z.output<Schema>> => ({ kind, schema, fire });

/** A kind of timer of which thousands may be due at once: what it does is set-based. */
export const defineBulkTimer = <Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  fireAll: (tx: Transaction, due: readonly Fired<z.output<Schema>>[]) => Promise<void>,
): TimerContract<z.output<Schema>> => ({
  kind,
  schema,
  fireAll,
  fire: (tx, subject, data) => fireAll(tx, [{ tx, subject, data }]),
});

const keyOf = (kind: string, subject: string) => `${kind} ${subject}`;

/** Plans these, or moves them, in one statement. */
export async function scheduleTimers<Data>(
  tx: Transaction,
  { kind }: TimerContract<Data>,
  planned: readonly Planned<Data>[],
): Promise<void> {
  for (const { subject, dueAt } of planned) tx.aftermath.timers.set(keyOf(kind, subject), dueAt.getTime());
  await leavePlans(tx, kind, planned);
  await tx.manager.query(
    `INSERT INTO timer (kind, subject, due_at, data, correlation_id)
     SELECT $1, subject, due_at, data, $5
     FROM unnest($2::text[], $3::timestamptz[], $4::jsonb[]) AS new (subject, due_at, data)
     ORDER BY subject
     ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, data = excluded.data,
       correlation_id = excluded.correlation_id, failures = 0, reason = NULL`,
    [
      kind,
      planned.map(({ subject }) => subject),
      planned.map(({ dueAt }) => dueAt),
      planned.map(({ data }) => JSON.stringify(data)),
      tx.cause.correlationId,
    ],
  );
}

/** Timers that plan themselves anew give up the plan they fire by. Where somebody else made another one meanwhile, that is the newer one. */
async function leavePlans(tx: Transaction, kind: string, planned: readonly Planned<unknown>[]): Promise<void> {
  const { firing } = tx.aftermath;
  const subjects = planned.map(({ subject }) => subject).filter((subject) => firing.has(keyOf(kind, subject)));
  if (subjects.length === 0) return;
  const dueAts = subjects.map((subject) => firing.get(keyOf(kind, subject)));
  const removed = await remove(tx, kind, subjects, dueAts);
  if (removed < subjects.length) throw new Superseded();
  for (const subject of subjects) firing.delete(keyOf(kind, subject));
}

/** Removes timers that are still planned as it was found; answers how many. */
async function remove(tx: Transaction, kind: string, subjects: readonly string[], dueAts: readonly unknown[]) {
  const [, removed]: [unknown, number] = await tx.manager.query(
    `DELETE FROM timer USING unnest($2::text[], $3::timestamptz[]) AS due (subject, due_at)
     WHERE kind = $1 AND timer.subject = due.subject AND timer.due_at = due.due_at`,
    [kind, subjects, dueAts],
  );
  return removed;
}

export async function cancelTimers(
  tx: Transaction,
  { kind }: TimerContract<never>,
  subjects: readonly string[],
): Promise<void> {
  for (const subject of subjects) {
    tx.aftermath.timers.set(keyOf(kind, subject), Infinity);
    tx.aftermath.firing.delete(keyOf(kind, subject));
  }
  await tx.manager.query(`DELETE FROM timer WHERE kind = $1 AND subject = ANY($2)`, [kind, subjects]);
}

export interface FireOptions {
  /** How many are taken at a time. */
  readonly limit?: number;
  /** Waits of a failing timer before each further attempt, in milliseconds. */
  readonly steps?: readonly number[];
  readonly journal?: Journal;
}

/** Moved or cancelled while it fired: what it did is taken back, the newer plan counts. */
class Superseded extends Error {}

/**
 * Fires what is due. True when there may be more, else in how many milliseconds the next is due, false when none is
 * planned. One indexed query when nothing is to be done, however many are planned.
 */
export async function fireDue(
  database: Database,
  timers: readonly TimerContract<never>[],
  { limit = 100, steps = ladder, journal = new SilentJournal() }: FireOptions = {},
): Promise<boolean | number> {
  const byKind = new Map(timers.map((timer) => [timer.kind, timer]));
  if (byKind.size === 0) return false;
  const now = database.now();
  const planned = `SELECT kind, subject, due_at::text AS "dueAt", correlation_id AS "correlationId", failures,
    extract(epoch FROM due_at - $1::timestamptz)::float8 * 1000 AS "waitMs" FROM timer WHERE kind = ANY($2)`;
  const found: Due[] = await database.dataSource.query(
    `(${planned} AND due_at <= $1::timestamptz ORDER BY due_at LIMIT $3)
     UNION ALL (${planned} AND due_at > $1::timestamptz ORDER BY due_at LIMIT 1)`,
    [now, [...byKind.keys()], limit],
  );
  const fired = new Map<string, { count: number; ms: number; correlationId: string }>();
  const note = ({ kind, correlationId }: Due, count: number, began: number) => {
    const before = fired.get(kind) ?? { count: 0, ms: 0, correlationId };
    fired.set(kind, { ...before, count: before.count + count, ms: before.ms + performance.now() - began });
  };
  const overdue = found.filter(({ waitMs }) => waitMs <= 0);
  const alone: Due[] = [];
  let next = found.find(({ waitMs }) => waitMs > 0)?.waitMs ?? Infinity;
  try {
    for (const kind of new Set(overdue.map((due) => due.kind))) {
      const together = overdue.filter((due) => due.kind === kind);
      const began = performance.now();
      const done = together.length > 1 && (await fireTogether(database, byKind.get(kind)!, together));
      if (done === false) alone.push(...together);
      else if (done > 0) note(together[0]!, done, began);
    }
    for (const due of alone) {
      const began = performance.now();
      try {
        if (await fire(database, byKind.get(due.kind)!, due)) note(due, 1, began);
      } catch (error) {
        const wait = isOutage(error) ? await putOff(database, due, error) : await moveUp(database, due, error, steps);
        next = Math.min(next, wait ?? Infinity);
        const { kind: name, correlationId } = due;
        const ended = { outcome: outcomeOf(error), ms: performance.now() - began, detail: reasonOf(error) };
        journal.wrote({ door: 'timer', name, correlationId, ...ended });
      }
    }
  } finally {
    for (const [name, { count, ms, correlationId }] of fired)
      journal.wrote({
        door: 'timer',
        name,
        ms,
        outcome: 'done',
        count,
        correlationId: count > 1 ? null : correlationId,
      });
  }
  if (overdue.length === limit) return true;
  // firing took its time, too
  return next < Infinity && Math.max(1, next - (database.now().getTime() - now.getTime()));
}

/**
 * Fires one timer and removes it in the same transaction; false when another replica has it or it is gone.
 * Claimed by an advisory lock and not by its row: work locks its aggregate before it moves the aggregate's timers,
 * and a timer that held its row while it waits for the aggregate would meet it in a deadlock.
 */
async function fire(database: Database, timer: TimerContract<never>, due: Due): Promise<boolean> {
  const { kind, subject, dueAt, correlationId } = due;
  const work = async (tx: Transaction) => {
    const [claimed]: { data: unknown }[] = await tx.manager.query(
      `SELECT data FROM timer WHERE kind = $1 AND subject = $2 AND due_at = $3::timestamptz
         AND pg_try_advisory_xact_lock(hashtextextended($4, 0))`,
      [kind, subject, dueAt, `${database.schema}.timer ${keyOf(kind, subject)}`],
    );
    if (!claimed) return false;
    tx.aftermath.firing.set(keyOf(kind, subject), dueAt);
    await timer.fire(tx, subject, timer.schema.parse(claimed.data) as never);
    if (tx.aftermath.timers.has(keyOf(kind, subject))) return true; // it planned itself anew
    if ((await remove(tx, kind, [subject], [dueAt])) === 0) throw new Superseded();
    return true;
  };
  return database.transact(work, { correlationId, causationId: null }).catch((error: unknown) => {
    if (error instanceof Superseded) return false;
    throw error;
  });
}

/**
 * Fires many of a kind and removes them in the same transaction; answers how many were not another replica's, or false when they have to be
 * fired one by one: the kind knows no other way, one of them failed, or one was moved meanwhile.
 */
async function fireTogether(
  database: Database,
  timer: TimerContract<never>,
  due: readonly Due[],
): Promise<number | false> {
  const { kind } = timer;
  if (!timer.fireAll) return false;
  const work = async (tx: Transaction) => {
    const claimed: { subject: string; data: unknown; correlationId: string; dueAt: string }[] = await tx.manager.query(
      // apart, or a plan that reads all of the kind would lock all of it
      `WITH found AS MATERIALIZED (
         SELECT subject, data, correlation_id, due_at FROM timer
         JOIN unnest($2::text[], $3::timestamptz[]) AS due (subject, due_at) USING (subject, due_at) WHERE kind = $1
       ) SELECT subject, data, correlation_id AS "correlationId", due_at::text AS "dueAt" FROM found
       WHERE pg_try_advisory_xact_lock(hashtextextended($4 || subject, 0))`,
      [
        kind,
        due.map(({ subject }) => subject),
        due.map(({ dueAt }) => dueAt),
        `${database.schema}.timer ${keyOf(kind, '')}`,
      ],
    );
    if (claimed.length === 0) return 0;
    for (const { subject, dueAt } of claimed) tx.aftermath.firing.set(keyOf(kind, subject), dueAt);
    const all = claimed.map(({ subject, data, correlationId }) => ({
      tx: tx.withCause({ correlationId, causationId: null }),
      subject,
      data: timer.schema.parse(data) as never,
    }));
    await timer.fireAll!(tx, all);
    const left = claimed.filter(({ subject }) => !tx.aftermath.timers.has(keyOf(kind, subject)));
    const subjects = left.map(({ subject }) => subject);
    const dueAts = left.map((one) => one.dueAt);
    if ((await remove(tx, kind, subjects, dueAts)) < left.length) throw new Superseded();
    return claimed.length;
  };
  try {
    return await database.transact(work);
  } catch (error) {
    if (isOutage(error)) await mustAnswer(database, error);
    return false;
  }
}
