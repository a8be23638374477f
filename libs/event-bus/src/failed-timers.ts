import type { EntityManager } from 'typeorm';
import { wakeChannelOf } from './wakes.ts';

/** A timer that failed at every attempt: what it was to do is not done. */
export interface FailedTimer {
  readonly kind: string;
  /** What it is about, such as the id of a conversation. */
  readonly subject: string;
  readonly failures: number;
  readonly reason: string | null;
}

const atMost = 1_000;

/** The failed timers of one service: seen, and tried again, by an administrator. */
export const failedTimers = (manager: EntityManager, schema: string) => ({
  /** Of all kinds, at most 1,000. */
  list: (): Promise<FailedTimer[]> =>
    manager.query(
      `SELECT kind, subject, failures, reason FROM timer WHERE due_at IS NULL ORDER BY kind, subject LIMIT $1`,
      [atMost],
    ),

  /** Fires one, all of a kind, or all, as if they had never failed. Answers how many. */
  async retry(kind?: string, subject?: string): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      `UPDATE timer SET due_at = now(), failures = 0, reason = NULL
       WHERE due_at IS NULL AND ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR subject = $2)`,
      [kind ?? null, subject ?? null],
    );
    // also where another process than the service's own is asked to
    await manager.query(`SELECT pg_notify($1, 'retry timers')`, [wakeChannelOf(schema)]);
    return count;
  },
});
