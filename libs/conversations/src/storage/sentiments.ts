import { EntitySchema, type EntityManager } from 'typeorm';
import type { ConversationId, MessageId } from '#contracts';
import { type Sentiment, textsThatTell } from '../domain/sentiment.ts';
import { inBulk } from './in-bulk.ts';

/** How one text of a customer sounds, from -5 to 5. */
export interface TextSentiment {
  readonly messageId: MessageId;
  readonly score: number;
}

export const TextSentimentTable = new EntitySchema<TextSentiment>({
  name: 'text_sentiment',
  columns: { messageId: { type: 'uuid', name: 'message_id', primary: true }, score: { type: 'real' } },
});

/** One of the customer's latest texts; `score` is null while nobody has read it. */
export interface LatestText {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly body: string;
  readonly score: number | null;
}

/** How conversations feel from now on. */
export interface Felt {
  readonly conversationId: ConversationId;
  readonly sentiment: Sentiment;
  readonly alertsAgent: boolean;
  readonly alertsSupervisor: boolean;
}

/** How customers feel. */
export const sentimentsOf = ({ manager }: { readonly manager: EntityManager }) => ({
  add: (read: readonly TextSentiment[]): Promise<number> => inBulk(manager, TextSentimentTable).insert(read),

  /** The latest texts of the customers of these, latest first. */
  latest: (ids: readonly ConversationId[]): Promise<LatestText[]> =>
    manager.query(
      `SELECT c.id AS "conversationId", text.id AS "messageId", text.body, s.score
       FROM unnest($1::uuid[]) AS c (id)
       CROSS JOIN LATERAL (
         SELECT id, body, received_at, position FROM message
         WHERE conversation_id = c.id AND direction = 'in' ORDER BY received_at DESC, position DESC, id DESC LIMIT ${textsThatTell}
       ) AS text
       LEFT JOIN text_sentiment s ON s.message_id = text.id
       ORDER BY c.id, text.received_at DESC, text.position DESC, text.id DESC`,
      [ids],
    ),

  /** Of one conversation's texts, what is known of how they sound. */
  ofTexts: (id: ConversationId): Promise<TextSentiment[]> =>
    manager.query(
      `SELECT s.message_id AS "messageId", s.score FROM message m JOIN text_sentiment s ON s.message_id = m.id
       WHERE m.conversation_id = $1 ORDER BY m.received_at, m.position, m.id`,
      [id],
    ),

  /** Writes down what is new; answers which conversations that were. */
  async save(felt: readonly Felt[]): Promise<Set<ConversationId>> {
    const [changed]: [{ id: ConversationId }[]] = await manager.query(
      `UPDATE conversation_context SET sentiment = new.sentiment, alerts_agent = new.agent, alerts_supervisor = new.supervisor
       FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::boolean[]) AS new (id, sentiment, agent, supervisor)
       WHERE conversation_id = new.id
         AND (conversation_context.sentiment, alerts_agent, alerts_supervisor) IS DISTINCT FROM (new.sentiment, new.agent, new.supervisor)
       RETURNING conversation_id AS id`,
      [
        felt.map(({ conversationId }) => conversationId),
        felt.map(({ sentiment }) => sentiment),
        felt.map(({ alertsAgent }) => alertsAgent),
        felt.map(({ alertsSupervisor }) => alertsSupervisor),
      ],
    );
    return new Set(changed.map(({ id }) => id));
  },
});
