import {
  type conversationBegun,
  type conversationReady,
  type ConversationId,
  type EventOf,
  type KnownContext,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import type { Classified } from '../domain/classify.ts';
import type { ConversationFacts } from '../domain/sources.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { EarlyConversationTable } from './work-item.table.ts';

/** How far a conversation was heard of. */
export interface Heard {
  readonly id: ConversationId;
  readonly version: number;
}
/** One that stopped to need somebody; where it waits for its customer, since when. */
export interface Ended extends Heard {
  readonly waitsSince: string | null;
}
/** One that is ready, as it is now. */
export interface Ready extends Heard {
  readonly facts: ConversationFacts;
  readonly known: KnownContext | null;
}
const columns = (heard: readonly Heard[]) => [heard.map(({ id }) => id), heard.map(({ version }) => version)];

/**
 * How far each conversation was heard of. Whoever hears of one locks its row first, so that a late "ready" and an
 * early "closed" cannot overlook each other. No conversation may be named twice.
 */
export const conversations = ({ manager }: Transaction) => ({
  /** Of these, the ones that are ready by a version newer than any other we know of, each with what is known of its customer. */
  async areReady(heard: readonly Ready[]): Promise<Map<ConversationId, KnownContext | null>> {
    const news: { id: ConversationId; known: KnownContext | null }[] = await manager.query(
      `INSERT INTO conversation AS old (id, ready_version, ended_version, facts, known, known_version)
       SELECT id, version, 0, facts, known, CASE WHEN known IS NULL THEN 0 ELSE version END
       FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, version int, facts jsonb, known jsonb) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET ready_version = excluded.ready_version, facts = excluded.facts,
         known = CASE WHEN old.known_version < excluded.known_version THEN excluded.known ELSE old.known END,
         known_version = greatest(old.known_version, excluded.known_version)
       WHERE old.ready_version < excluded.ready_version AND old.ended_version < excluded.ready_version
       RETURNING id, known`,
      [JSON.stringify(heard)],
    );
    return new Map(news.map(({ id, known }) => [id, known]));
  },
  /**
   * Keeps what is known of the customers of these; answers those of which we knew nothing newer, with what they were when they became
   * ready (null: they did not yet).
   */
  async areKnown(heard: readonly (Heard & { readonly known: KnownContext })[]) {
    const news: { id: ConversationId; facts: ConversationFacts | null }[] = await manager.query(
      `INSERT INTO conversation AS old (id, ready_version, ended_version, known, known_version)
       SELECT id, 0, 0, known, version
       FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, version int, known jsonb) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET known = excluded.known, known_version = excluded.known_version
       WHERE old.known_version < excluded.known_version
       RETURNING id, facts`,
      [JSON.stringify(heard)],
    );
    return new Map(news.map(({ id, facts }) => [id, facts]));
  },
  /** Keeps what classification said of these, for rules that order what waits (product.md 11.4): it is all that counts from now on. */
  async saveClassified(rows: readonly { readonly id: ConversationId; readonly classified: Classified }[]) {
    if (rows.length === 0) return;
    await manager.query(
      `UPDATE conversation SET classified = new.classified FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, classified jsonb)
       WHERE conversation.id = new.id AND conversation.id = ANY($2)`,
      [JSON.stringify(rows), rows.map(({ id }) => id)],
    );
  },
  /**
   * Keeps these, which agents began and which wait for their customers since; answers those of which nothing was known, or only what became of them
   * later, with what is known of their customers and the newest end: `revived` is said of one that its agent took back already.
   */
  async areBegun(heard: readonly (Ready & { readonly since: string })[]) {
    const rows: { id: ConversationId; known: KnownContext | null; endedVersion: number; revived: unknown }[] =
      await manager.query(
        `INSERT INTO conversation AS old (id, ready_version, ended_version, waits_since, facts, known, known_version)
         SELECT id, 0, version, since, facts, known, CASE WHEN known IS NULL THEN 0 ELSE version END
         FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, version int, since timestamptz, facts jsonb, known jsonb) ORDER BY id
         ON CONFLICT (id) DO UPDATE SET facts = excluded.facts,
           ended_version = greatest(old.ended_version, excluded.ended_version),
           waits_since = CASE WHEN old.ended_version < excluded.ended_version THEN excluded.waits_since ELSE old.waits_since END,
           known = CASE WHEN old.known_version < excluded.known_version THEN excluded.known ELSE old.known END,
           known_version = greatest(old.known_version, excluded.known_version)
         WHERE old.ready_version = 0 AND old.facts IS NULL
         RETURNING id, known, ended_version AS "endedVersion", revived`,
        [JSON.stringify(heard)],
      );
    return new Map(rows.map(({ id, ...one }) => [id, one]));
  },
  /** Of conversations that nobody told us of yet: what is said of their agents who took them back, until somebody does. */
  async keepRevivals(said: readonly { readonly id: ConversationId; readonly revived: unknown }[]): Promise<void> {
    await manager.query(
      `INSERT INTO conversation (id, ready_version, ended_version, known_version, revived)
       SELECT id, 0, 0, 0, revived FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, revived jsonb) ORDER BY id
       ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(said)],
    );
  },
  /** Of these, the ones of which no end is known that is newer; nobody hears of them until this transaction is over. */
  async areGoing(heard: readonly Heard[]): Promise<Set<ConversationId>> {
    const rows: { id: ConversationId }[] = await manager.query(
      `SELECT id FROM conversation WHERE id = ANY($1::uuid[])
         AND ended_version < (SELECT version FROM unnest($1::uuid[], $2::int[]) AS new (id, version) WHERE new.id = conversation.id)
       ORDER BY id FOR UPDATE`,
      columns(heard),
    );
    return new Set(rows.map(({ id }) => id));
  },
  /** What is known of the customers of these. */
  async knownOf(ids: readonly ConversationId[]): Promise<Map<ConversationId, KnownContext | null>> {
    if (ids.length === 0) return new Map();
    const rows: { id: ConversationId; known: KnownContext | null }[] = await manager.query(
      `SELECT id, known FROM conversation WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, known }) => [id, known]));
  },
  /** Of these episodes, whose conversations ended since they began: what an agent still has of them is their wrap-up. */
  async areOver(episodes: readonly Pick<WorkItem, 'conversationId' | 'episode'>[]): Promise<Set<ConversationId>> {
    const rows: { id: ConversationId }[] = await manager.query(
      `SELECT conversation.id FROM conversation JOIN unnest($1::uuid[], $2::int[]) AS begun (id, version) ON begun.id = conversation.id
       WHERE ended_version >= begun.version`,
      [episodes.map(({ conversationId }) => conversationId), episodes.map(({ episode }) => episode)],
    );
    return new Set(rows.map(({ id }) => id));
  },
  /** Since when this one waits for its customer, and by which version, as far as we heard; null: it does not. Nobody hears of it until this transaction is over. */
  async lockWaiting(id: ConversationId): Promise<{ readonly version: number; readonly since: Date } | null> {
    const [found]: { version: number; ready: number; since: Date | null }[] = await manager.query(
      `SELECT ended_version AS version, ready_version AS ready, waits_since AS since FROM conversation WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return found?.since && found.version > found.ready ? { version: found.version, since: found.since } : null;
  },
  /** Of these, the ones that ended by a version newer than any other end we know of. Leaves a row for unknown ones, too. */
  async haveEnded(heard: readonly Ended[]): Promise<Set<ConversationId>> {
    const news: { id: ConversationId }[] = await manager.query(
      `INSERT INTO conversation AS known (id, ready_version, ended_version, known_version, waits_since)
       SELECT id, 0, version, 0, since FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS new (id, version, since) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET ended_version = excluded.ended_version, waits_since = excluded.waits_since
       WHERE known.ended_version < excluded.ended_version
       RETURNING id`,
      [...columns(heard), heard.map(({ waitsSince }) => waitsSince)],
    );
    return new Set(news.map(({ id }) => id));
  },
  /** Nobody knows any more whose these are, and nothing that is said of their customers is ever newer. Leaves a row for unknown ones, too. */
  async forget(ids: readonly string[], nobody: string): Promise<void> {
    await manager.query(
      `INSERT INTO conversation AS old (id, ready_version, ended_version, known_version)
       SELECT id, 0, 0, 2147483647 FROM unnest($1::uuid[]) AS forgotten (id) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET known = NULL, classified = NULL, known_version = excluded.known_version,
         facts = old.facts || jsonb_build_object('customer', $2::text, 'preview', '')`,
      [ids, nobody],
    );
  },
});

/** Conversations that began or were ready before their workstream was heard of. */
export const earlyConversations = ({ manager }: Transaction) => ({
  async keep(events: readonly EventOf<typeof conversationReady | typeof conversationBegun>[]): Promise<void> {
    const rows = events.map((event) => ({ ...event.data, event }));
    await manager.createQueryBuilder().insert().into(EarlyConversationTable).values(rows).orIgnore().execute();
  },
  /** Gives back what was kept for this workstream, oldest first. */
  async takeOf(workstreamIds: readonly WorkstreamId[]): Promise<unknown[]> {
    const [rows]: [{ event: unknown }[], number] = await manager.query(
      `DELETE FROM early_conversation WHERE workstream_id = ANY($1) RETURNING event`,
      [workstreamIds],
    );
    return rows.map(({ event }) => event);
  },
});
