import type { Envelope } from '#contracts';
import type { EntityManager } from 'typeorm';

export const createSetAside = `
  CREATE TABLE set_aside (
    subscription text NOT NULL,
    event_id text NOT NULL,
    event jsonb NOT NULL,
    failures int NOT NULL,
    reason text NOT NULL,
    set_aside_at timestamptz NOT NULL,
    due_at timestamptz,
    PRIMARY KEY (subscription, event_id)
  );
  COMMENT ON COLUMN set_aside.due_at IS 'when it is tried again; null: never, it is dead';
  CREATE INDEX set_aside_due ON set_aside (due_at)`;

/** An event that a subscription of this service failed at. */
export interface SetAside {
  readonly subscription: string;
  readonly event: Envelope;
  readonly failures: number;
  readonly reason: string;
  /** When it is tried again; null: it is dead. */
  readonly dueAt: Date | null;
}

/** The failed events of one service, where the broker is in the process. */
export const setAsides = (manager: EntityManager) => ({
  /** Keeps a failed event. One that is kept already stays as it is: publishing again is not another failure. */
  async keep({ subscription, event, failures, reason, dueAt }: SetAside, now: Date): Promise<void> {
    await manager.query(
      `INSERT INTO set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [subscription, event.id, JSON.stringify(event), failures, reason, now, dueAt],
    );
  },

  async failAgain({ subscription, event, failures, reason, dueAt }: SetAside, now: Date): Promise<void> {
    await manager.query(
      `UPDATE set_aside SET failures = $3, reason = $4, set_aside_at = $5, due_at = $6
       WHERE subscription = $1 AND event_id = $2`,
      [subscription, event.id, failures, reason, now, dueAt],
    );
  },

  /** Those to be tried now, the longest waiting first. */
  async due(now: Date, limit: number): Promise<SetAside[]> {
    return manager.query(
      `SELECT subscription, event, failures, reason, due_at AS "dueAt" FROM set_aside
       WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, limit],
    );
  },

  /** When the next is to be tried; null: there is none. */
  async nextDue(): Promise<Date | null> {
    const [next]: { dueAt: Date }[] = await manager.query(
      `SELECT due_at AS "dueAt" FROM set_aside WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1`,
    );
    return next?.dueAt ?? null;
  },

  async forget(subscription: string, eventId: string): Promise<void> {
    await manager.query(`DELETE FROM set_aside WHERE subscription = $1 AND event_id = $2`, [subscription, eventId]);
  },
});
