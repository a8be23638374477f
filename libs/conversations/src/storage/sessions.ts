import type { ConversationId } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { Session } from '../domain/session.ts';
import { SessionTable } from './handling.table.ts';
import { inBulk } from './in-bulk.ts';

/** The sessions of conversations. Who changes one has locked its conversation. */
export const sessions = ({ manager }: { readonly manager: EntityManager }) => ({
  /** The session that is under way in each of these, where one is. */
  async openOf(ids: readonly ConversationId[]): Promise<Map<ConversationId, Session>> {
    const found = await inBulk(manager, SessionTable).where('c.conversation_id = ANY($1) AND c.closed_at IS NULL', [
      ids,
    ]);
    return new Map(found.map((session) => [session.conversationId, session]));
  },

  /** The latest of each of these that an agent accepted, where there is one. */
  async latestOf(ids: readonly ConversationId[]): Promise<Map<ConversationId, Session>> {
    const found = await manager
      .getRepository(SessionTable)
      .createQueryBuilder('s')
      .distinctOn(['s.conversation_id'])
      .where('s.conversation_id = ANY(:ids) AND s.accepted_at IS NOT NULL AND s.agent_id IS NOT NULL', { ids })
      .orderBy('s.conversation_id')
      .addOrderBy('s.created_at', 'DESC')
      .getMany();
    return new Map(found.map((session) => [session.conversationId, session]));
  },

  /** All of one conversation, from the first on. */
  of: (conversationId: ConversationId): Promise<Session[]> =>
    manager.getRepository(SessionTable).find({ where: { conversationId }, order: { createdAt: 'ASC', id: 'ASC' } }),

  /** All of each of these, from the first on. */
  async ofAll(ids: readonly ConversationId[]): Promise<Map<ConversationId, Session[]>> {
    const found = await manager
      .getRepository(SessionTable)
      .createQueryBuilder('s')
      .where('s.conversation_id = ANY(:ids)', { ids })
      .orderBy('s.createdAt')
      .addOrderBy('s.id')
      .getMany();
    return Map.groupBy(found, ({ conversationId }) => conversationId);
  },

  /** What is over first: so that the one that begins meets no other that is open. */
  async save(changed: readonly Session[]): Promise<void> {
    await inBulk(manager, SessionTable).save(changed.filter(({ closedAt }) => closedAt !== null));
    await inBulk(manager, SessionTable).save(changed.filter(({ closedAt }) => closedAt === null));
  },
});
