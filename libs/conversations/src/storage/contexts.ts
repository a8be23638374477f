import type { EntityManager } from 'typeorm';
import { type ConversationId, Refusal } from '#contracts';
import type { ConversationContext } from '../domain/context.ts';
import { ConversationContextTable } from './context.table.ts';
import { inBulk } from './in-bulk.ts';

/** What is known of conversations. Who changes one has locked its conversation before. */
export const contexts = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(ConversationContextTable);
  return {
    async of(ids: readonly ConversationId[]): Promise<Map<ConversationId, ConversationContext>> {
      if (ids.length === 0) return new Map();
      const found = await inBulk(manager, ConversationContextTable).where('c.conversation_id = ANY($1)', [ids]);
      return new Map(found.map((context) => [context.conversationId, context]));
    },

    /** Which of these a bot has: one look into an index that is empty where there are no bots. */
    async withBot(ids: readonly ConversationId[]): Promise<Set<ConversationId>> {
      const found: { id: ConversationId }[] = await manager.query(
        `SELECT conversation_id AS id FROM conversation_context WHERE conversation_id = ANY($1) AND bot_state = 'with-bot'`,
        [ids],
      );
      return new Set(found.map(({ id }) => id));
    },

    /** Refuses with `context-not-found`: nobody could route it so far. */
    async get(id: ConversationId): Promise<ConversationContext> {
      const found = await table.findOneBy({ conversationId: id });
      if (!found) throw new Refusal('context-not-found', 'Nothing is known of this conversation.');
      return found;
    },

    /** Inserts the new ones and overwrites the others. */
    async save(...changed: readonly ConversationContext[]): Promise<void> {
      await inBulk(manager, ConversationContextTable).save(changed);
      const about = changed.filter(({ caseRecord }) => caseRecord !== null);
      if (about.length === 0) return;
      await manager.query(
        `UPDATE conversation SET case_id = about.case_id FROM unnest($1::uuid[], $2::text[]) AS about (id, case_id)
         WHERE conversation.id = about.id AND conversation.case_id IS DISTINCT FROM about.case_id`,
        [about.map(({ conversationId }) => conversationId), about.map(({ caseRecord }) => caseRecord!.id)],
      );
    },
  };
};
