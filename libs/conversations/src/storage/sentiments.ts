import { EntitySchema, type EntityManager } from 'typeorm';
import type { ConversationId, Locale, MessageId } from '#contracts';
import { type Sentiment, textsThatTell } from '../domain/sentiment.ts';
import { inBulk } from './in-bulk.ts';

/** How one text of a customer sounds, from -5 to 5. What says nothing either way has no row: reading it again takes 0.005 ms. */
export interface TextSentiment {
  readonly messageId: MessageId;
  readonly score: number;
}

export const TextSentimentTable = new EntitySchema<TextSentiment>({
  name: 'text_sentiment',
  columns: { messageId: { type: 'uuid', name: 'message_id', primary: true }, score: { type: 'real' } },
});

/** One of the customer's latest texts; `score` is null while nobody has read it, or it says nothing either way. */
export interface LatestText {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly body: string;
  /** The conversation's. */
  readonly language: Locale;
  readonly score: number | null;
  /** How its customer feels as far as is known; before anything was read they are neutral (product.md 33). */
  readonly sentiment: Sentiment;
  readonly alertsAgent: boolean;
  readonly alertsSupervisor: boolean;
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
  /** These have to be read; as often as somebody says so. Waits for nobody. */
  async toFeel(ids: readonly ConversationId[]): Promise<void> {
    if (ids.length > 0) await manager.query(`INSERT INTO unfelt (conversation_id) SELECT unnest($1::uuid[])`, [ids]);
  },

  /** Whether this transaction is the only one that reads, until it ends. */
  async oneAtATime(): Promise<boolean> {
    const [row]: { mine: boolean }[] = await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('conversations.feelings')) AS mine`,
    );
    return row!.mine;
  },

  /** Takes the oldest that have to be read; one conversation may be named more than once. */
  async takeUnfelt(most: number): Promise<ConversationId[]> {
    const [taken]: [{ id: ConversationId }[]] = await manager.query(
      `DELETE FROM unfelt WHERE position IN (SELECT position FROM unfelt ORDER BY position LIMIT $1)
       RETURNING conversation_id AS id`,
      [most],
    );
    return taken.map(({ id }) => id);
  },

  add: (read: readonly TextSentiment[]): Promise<number> => inBulk(manager, TextSentimentTable).insert(read),

  /** The latest texts of the customers of these, latest first. */
  latest: (ids: readonly ConversationId[]): Promise<LatestText[]> =>
    manager.query(
      `SELECT c.id AS "conversationId", text.id AS "messageId", text.body, known.language, s.score,
         coalesce(known.sentiment, 'neutral') AS sentiment, known.alerts_agent AS "alertsAgent", known.alerts_supervisor AS "alertsSupervisor"
       FROM unnest($1::uuid[]) AS c (id) JOIN conversation_context known ON known.conversation_id = c.id
       CROSS JOIN LATERAL (
         SELECT id, body, received_at, position FROM message
         WHERE conversation_id = c.id AND direction = 'in' ORDER BY received_at DESC, position DESC, id DESC LIMIT ${textsThatTell}
       ) AS text
       LEFT JOIN text_sentiment s ON s.message_id = text.id
       ORDER BY c.id, text.received_at DESC, text.position DESC, text.id DESC`,
      [ids],
    ),

  /** Of one conversation's texts, those that say something either way. */
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
         AND (coalesce(conversation_context.sentiment, 'neutral'), alerts_agent, alerts_supervisor)
           IS DISTINCT FROM (new.sentiment, new.agent, new.supervisor)
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
