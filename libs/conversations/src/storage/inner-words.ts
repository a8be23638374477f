import type { ConversationId, MessageId } from '#contracts';
import { type EntityManager, type EntitySchema, In } from 'typeorm';
import { type InnerWords, NoteTable, PrivateMessageTable } from './handling.table.ts';

const of =
  (table: EntitySchema<InnerWords>) =>
  ({ manager }: { readonly manager: EntityManager }) => ({
    find: (id: MessageId): Promise<InnerWords | null> => manager.getRepository(table).findOneBy({ id }),

    /** False when something else has this id. */
    async add(words: InnerWords): Promise<boolean> {
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(table)
        .values(words)
        .orIgnore()
        .updateEntity(false)
        .returning('id')
        .execute();
      return (raw as unknown[]).length === 1;
    },

    remove: (id: MessageId) => manager.getRepository(table).delete({ id }),

    /** All of these conversations, from the first on. */
    ofAll: (ids: readonly ConversationId[]): Promise<InnerWords[]> =>
      manager.getRepository(table).find({ where: { conversationId: In([...ids]) }, order: { at: 'ASC', id: 'ASC' } }),

    /** So many of a conversation, newest first, before this place in the order. */
    async before(conversationId: ConversationId, limit: number, place: readonly [at: string, id: string] | null) {
      const query = manager
        .createQueryBuilder(table, 'w')
        .where('w.conversationId = :conversationId', { conversationId })
        .orderBy('w.at', 'DESC')
        .addOrderBy('w.id', 'DESC')
        .limit(limit);
      if (place) query.andWhere('(w.at, w.id) < (:at, :id)', { at: place[0], id: place[1] });
      return query.getMany();
    },
  });

/** What agents noted about conversations. */
export const notes = of(NoteTable);
/** What those who take part in conversations said to each other. */
export const privateMessages = of(PrivateMessageTable);
