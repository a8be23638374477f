import type { EntityManager } from 'typeorm';

/** How sending stands, all senders together. */
export async function sendingFigures(manager: EntityManager, now: Date) {
  const [row]: [{ waiting: number; oldestAt: Date | null; inDoubt: number; paused: number }] = await manager.query(
    `SELECT waiting.texts::int AS waiting, waiting.oldest_at AS "oldestAt",
       (SELECT count(*)::int FROM delivery WHERE look_at IS NOT NULL) AS "inDoubt",
       (SELECT count(*)::int FROM account_pause) AS paused
     FROM (SELECT count(*) AS texts, min(written_at) AS oldest_at FROM delivery WHERE state = 'queued') AS waiting`,
  );
  const { waiting, oldestAt, inDoubt, paused } = row;
  return { waiting, inDoubt, paused, oldestSeconds: oldestAt ? (now.getTime() - oldestAt.getTime()) / 1000 : 0 };
}
