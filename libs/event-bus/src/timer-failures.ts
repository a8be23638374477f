import type { Database } from './database.ts';
import { reasonOf, Stopping } from './failure.ts';
import { waitAfter } from './ladder.ts';

/** A due timer, as found. The time stays text: its microseconds say whether it was moved meanwhile. */
export interface Due {
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: string;
  readonly correlationId: string;
  readonly failures: number;
  readonly waitMs: number;
}

/** Goes on where the database is there after all: then an outage is one timer's own. */
export async function mustAnswer(database: Database, outage: unknown): Promise<void> {
  if (outage instanceof Stopping) throw outage;
  await database.answers().catch(() => {
    throw outage;
  });
}

const putOffMs = 5_000;

/**
 * A timer met an outage while the database answers: its connection broke, or something else it needs is away. That is no failure (decisions A),
 * but others must not wait for it, however long it goes on. Answers how long it waits; throws where the database is away.
 */
export async function putOff(database: Database, { kind, subject, dueAt }: Due, outage: unknown): Promise<number> {
  await mustAnswer(database, outage);
  await database.dataSource.query(
    `UPDATE timer SET reason = $4, due_at = $5 WHERE kind = $1 AND subject = $2 AND due_at = $3::timestamptz`,
    [kind, subject, dueAt, reasonOf(outage), new Date(database.now().getTime() + putOffMs)],
  );
  return putOffMs;
}

/**
 * A failing timer waits longer each time and holds up no other; after the last attempt it stays, and stays visible. Answers how long it
 * waits; null: for ever.
 */
export async function moveUp(
  database: Database,
  due: Due,
  error: unknown,
  steps: readonly number[],
): Promise<number | null> {
  const wait = waitAfter(due.failures + 1, steps);
  await database.dataSource.query(
    `UPDATE timer SET failures = failures + 1, reason = $4, due_at = $5
     WHERE kind = $1 AND subject = $2 AND due_at = $3::timestamptz`,
    [
      due.kind,
      due.subject,
      due.dueAt,
      reasonOf(error),
      wait === null ? null : new Date(database.now().getTime() + wait),
    ],
  );
  return wait;
}
