import type { EntityManager } from 'typeorm';
import { type CardView, type ConversationId, Refusal, type TranslationView } from '#contracts';
import type { ToldText } from '../domain/assistants.ts';
import {
  type AssistCard,
  AssistCardTable,
  type BotSession,
  BotSessionTable,
  type MessageTranslation,
} from './assistant.tables.ts';
import { inBulk } from './in-bulk.ts';

type Reading = { readonly manager: EntityManager };

/** How far bots have read. */
export const botSessions = ({ manager }: Reading) => ({
  async of(ids: readonly ConversationId[]): Promise<Map<ConversationId, BotSession>> {
    const found: BotSession[] = await manager
      .getRepository(BotSessionTable)
      .createQueryBuilder('s')
      .where('s.conversationId = ANY(:ids::uuid[])', { ids: [...ids] })
      .getMany();
    return new Map(found.map((session) => [session.conversationId, session]));
  },
  save: (...sessions: readonly BotSession[]): Promise<void> => inBulk(manager, BotSessionTable).save(sessions),
});

/** Where a reader of a thread left off. */
export interface Mark {
  readonly conversationId: ConversationId;
  readonly readAt: Date | null;
  readonly readPosition: number;
}
export type ThreadText = ToldText & { readonly position: number; readonly isNew: boolean };

/**
 * The last texts of these threads, oldest first; `isNew`: the customer's after the mark, or found only since then that it had been lost on its way. One
 * statement for all.
 */
export async function threadsFrom(
  { manager }: Reading,
  marks: readonly Mark[],
  limit = 30,
): Promise<Map<ConversationId, ThreadText[]>> {
  const rows: (Omit<ThreadText, 'position' | 'from'> & {
    conversationId: ConversationId;
    position: string;
    kind: string;
  })[] = await manager.query(
    `SELECT m.id, m.conversation_id AS "conversationId", m.author_kind AS kind, m.body AS text, cardinality(m.media_ids) AS files, m.received_at AS at, m.position,
       m.direction = 'in' AND (mark.read_at IS NULL OR m.position > mark.read_position
         OR (m.received_at, m.position) > (mark.read_at, mark.read_position)) AS "isNew"
     FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[]) AS mark (conversation_id, read_at, read_position)
     CROSS JOIN LATERAL (
       SELECT * FROM message WHERE conversation_id = mark.conversation_id AND author_kind <> 'system'
       ORDER BY received_at DESC, position DESC, id DESC LIMIT $4
     ) AS m ORDER BY m.received_at, m.position, m.id`,
    [
      marks.map(({ conversationId }) => conversationId),
      marks.map(({ readAt }) => readAt),
      marks.map(({ readPosition }) => readPosition),
      limit,
    ],
  );
  return Map.groupBy(
    rows.map(({ kind, position, ...row }) => ({
      ...row,
      position: Number(position),
      from: kind === 'customer' || kind === 'bot' ? kind : ('agent' as const),
    })),
    ({ conversationId }) => conversationId,
  );
}

/** Those of these conversations whose customers opted out. */
export async function optedOutAmong(
  { manager }: Reading,
  ids: readonly ConversationId[],
): Promise<Set<ConversationId>> {
  const rows: { id: ConversationId }[] = await manager.query(
    `SELECT id FROM conversation WHERE id = ANY($1::uuid[]) AND opted_out_at IS NOT NULL`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The cards of smart assists. */
export const cards = ({ manager }: Reading) => ({
  add: (...added: readonly AssistCard[]): Promise<number> => inBulk(manager, AssistCardTable).insert(added),

  /** Newest first, at most 50; dismissed ones are gone. */
  shown: (conversationId: ConversationId): Promise<AssistCard[]> =>
    manager
      .getRepository(AssistCardTable)
      .createQueryBuilder('c')
      .where(`c.conversationId = :conversationId AND c.state <> 'dismissed'`, { conversationId })
      .orderBy('c.id', 'DESC')
      .limit(50)
      .getMany(),

  /** The latest 200, dismissed ones too. */
  latest: (conversationId: ConversationId): Promise<Pick<AssistCard, 'title' | 'body'>[]> =>
    manager.find(AssistCardTable, {
      select: { id: true, title: true, body: true },
      where: { conversationId },
      order: { id: 'DESC' },
      take: 200,
    }),

  /** Refuses with `card-not-found`. */
  async get(conversationId: ConversationId, id: string): Promise<AssistCard> {
    const found = await manager.getRepository(AssistCardTable).findOne({
      where: { conversationId, id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!found) throw new Refusal('card-not-found', 'There is no such card.');
    return found;
  },

  save: (card: AssistCard): Promise<void> => inBulk(manager, AssistCardTable).save([card]),
});

export const cardViewOf = ({ createdAt, actions, ...card }: AssistCard): CardView => ({
  ...card,
  actions: [...actions],
  createdAt: createdAt.toISOString(),
});

/** Of one text a translation is newer than the word that there is none. */
export const translationViewOf = (translation: MessageTranslation): TranslationView => ({
  ...translation,
  version: translation.failed ? 1 : 2,
});
