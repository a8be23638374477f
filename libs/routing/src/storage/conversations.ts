import { type conversationReady, type ConversationId, type EventOf, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { EarlyConversationTable } from './work-item.table.ts';

export interface Heard {
  readonly id: ConversationId;
  readonly version: number;
}
const columns = (heard: readonly Heard[]) => [heard.map(({ id }) => id), heard.map(({ version }) => version)];

/**
 * How far each conversation was heard of. Whoever hears of one locks its row first, so that a late "ready" and an
 * early "closed" cannot overlook each other. No conversation may be named twice.
 */
export const conversations = ({ manager }: Transaction) => ({
  /** Of these, the ones that are ready by a version newer than any other we know of. */
  async areReady(heard: readonly Heard[]): Promise<Set<ConversationId>> {
    const news: { id: ConversationId }[] = await manager.query(
      `INSERT INTO conversation AS known (id, ready_version, ended_version)
       SELECT id, version, 0 FROM unnest($1::uuid[], $2::int[]) AS new (id, version) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET ready_version = excluded.ready_version
       WHERE known.ready_version < excluded.ready_version AND known.ended_version < excluded.ready_version
       RETURNING id`,
      columns(heard),
    );
    return new Set(news.map(({ id }) => id));
  },
  /** Of these, the ones that ended by a version newer than any other end we know of. Leaves a row for unknown ones, too. */
  async haveEnded(heard: readonly Heard[]): Promise<Set<ConversationId>> {
    const news: { id: ConversationId }[] = await manager.query(
      `INSERT INTO conversation AS known (id, ready_version, ended_version)
       SELECT id, 0, version FROM unnest($1::uuid[], $2::int[]) AS new (id, version) ORDER BY id
       ON CONFLICT (id) DO UPDATE SET ended_version = excluded.ended_version
       WHERE known.ended_version < excluded.ended_version
       RETURNING id`,
      columns(heard),
    );
    return new Set(news.map(({ id }) => id));
  },
});

/** Conversations that were ready before their workstream was heard of. */
export const earlyConversations = ({ manager }: Transaction) => ({
  async keep(events: readonly EventOf<typeof conversationReady>[]): Promise<void> {
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
