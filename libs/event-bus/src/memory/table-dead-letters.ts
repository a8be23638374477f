import type { EntityManager } from 'typeorm';
import { type DeadLetter, DeadLetters, type Forgotten, isTheirs } from '../dead-letters.ts';
import { namesOf, schemaOf } from '../subscriptions.ts';
import { wakeChannelOf } from '../wakes.ts';

/** Dead letters in the tables of the subscriptions' own services, where the broker is in the process. */
export class TableDeadLetters extends DeadLetters {
  /** `managers` answers the tables of each service, by schema. */
  constructor(
    private readonly managers: () => ReadonlyMap<string, EntityManager>,
    private readonly subscriptions: () => readonly string[] = () => [],
  ) {
    super();
  }

  async list(subscription?: string): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    for (const [, manager] of this.of(subscription)) {
      const rows: DeadLetter[] = await manager.query(
        `SELECT subscription, event_id AS "eventId", event->>'type' AS type,
           event->>'correlationId' AS "correlationId", reason, failures, set_aside_at AS at
         FROM (
           SELECT *, row_number() OVER (PARTITION BY subscription ORDER BY set_aside_at) AS place
           FROM set_aside WHERE due_at IS NULL AND ($1::text IS NULL OR subscription = $1)
         ) AS dead WHERE place <= 1000 ORDER BY subscription, set_aside_at`,
        [subscription ?? null],
      );
      found.push(...rows);
    }
    return found;
  }

  async replay(subscription: string, eventId?: string): Promise<number> {
    const replayed = await this.change(
      `UPDATE set_aside SET due_at = now(), failures = 0
       WHERE due_at IS NULL AND subscription = $1 AND ($2::text IS NULL OR event_id = $2)`,
      subscription,
      eventId,
    );
    // also where another process than the service's own is asked to
    for (const [schema, manager] of this.of(subscription))
      await manager.query(`SELECT pg_notify($1, 'replay set-aside')`, [wakeChannelOf(schema)]);
    return replayed;
  }

  async drop(subscription: string, eventId?: string): Promise<number> {
    return this.change(
      `DELETE FROM set_aside WHERE due_at IS NULL AND subscription = $1 AND ($2::text IS NULL OR event_id = $2)`,
      subscription,
      eventId,
    );
  }

  async forget(whom: Forgotten): Promise<number> {
    let forgotten = 0;
    for (const [, manager] of this.of()) {
      const found: { subscription: string; eventId: string; json: string; isDead: boolean }[] = await manager.query(
        `SELECT subscription, event_id AS "eventId", event AS json, due_at IS NULL AS "isDead" FROM set_aside
         WHERE EXISTS (SELECT FROM unnest($1::text[]) AS word WHERE strpos(event::text, to_json(word)::text) > 0)`,
        [[...whom.people, ...(whom.besides ?? [])]],
      );
      const theirs = found.filter(({ json, isDead }) => isTheirs(JSON.stringify(json), whom, isDead));
      const [, count]: [unknown, number] = await manager.query(
        `DELETE FROM set_aside USING unnest($1::text[], $2::text[]) AS theirs (subscription, event_id)
         WHERE set_aside.subscription = theirs.subscription AND set_aside.event_id = theirs.event_id`,
        [theirs.map(({ subscription }) => subscription), theirs.map(({ eventId }) => eventId)],
      );
      forgotten += count;
    }
    return forgotten;
  }

  async count(service?: string): Promise<ReadonlyMap<string, number>> {
    const counts = new Map(namesOf(this.subscriptions(), service).map((name) => [name, 0]));
    for (const [, manager] of this.of(service)) {
      const rows: { subscription: string; dead: string }[] = await manager.query(
        `SELECT subscription, count(*) AS dead FROM set_aside WHERE due_at IS NULL GROUP BY subscription`,
      );
      for (const { subscription, dead } of rows) counts.set(subscription, Number(dead));
    }
    return counts;
  }

  private of(subscription?: string): [string, EntityManager][] {
    return [...this.managers()].filter(([schema]) => !subscription || schema === schemaOf(subscription));
  }

  private async change(sql: string, subscription: string, eventId?: string): Promise<number> {
    let changed = 0;
    for (const [, manager] of this.of(subscription)) {
      const [, count]: [unknown, number] = await manager.query(sql, [subscription, eventId ?? null]);
      changed += count;
    }
    return changed;
  }
}
