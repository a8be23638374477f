import type { EntityManager } from 'typeorm';

export interface Backlog {
  /** Events that have not left yet. */
  readonly outbox: number;
  /** The age of the oldest of them in seconds; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Failed events that will be tried again; always 0 where RabbitMQ keeps them. */
  readonly setAside: number;
  /** Failed events that will not; 0 where RabbitMQ keeps them. */
  readonly dead: number;
  /** Timers that failed at every attempt. */
  readonly failedTimers: number;
}

export async function backlogOf(manager: EntityManager): Promise<Backlog> {
  const [row]: Record<keyof Backlog, string>[] = await manager.query(`
    SELECT
      (SELECT coalesce(sum(CASE json_typeof(event::json) WHEN 'array' THEN json_array_length(event::json) ELSE 1 END), 0) FROM outbox) AS "outbox",
      coalesce((
        SELECT greatest(0, extract(epoch FROM now() - coalesce(event -> 0 ->> 'occurredAt', event ->> 'occurredAt')::timestamptz))
        FROM outbox ORDER BY position LIMIT 1
      ), 0) AS "oldestSeconds",
      (SELECT count(*) FROM set_aside WHERE due_at IS NOT NULL) AS "setAside",
      (SELECT count(*) FROM set_aside WHERE due_at IS NULL) AS "dead",
      (SELECT count(*) FROM timer WHERE due_at IS NULL) AS "failedTimers"`);
  const number = (key: keyof Backlog) => Number(row![key]);
  return {
    outbox: number('outbox'),
    oldestSeconds: number('oldestSeconds'),
    setAside: number('setAside'),
    dead: number('dead'),
    failedTimers: number('failedTimers'),
  };
}
