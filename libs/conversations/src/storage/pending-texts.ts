import type { AgentId, AutomatedTrigger, ConversationId } from '#contracts';
import { EntitySchema, type EntityManager } from 'typeorm';

/** A text to a customer that is written already and leaves in a moment, together with what else fires until then. */
export interface PendingText {
  readonly position: number;
  readonly conversationId: ConversationId;
  /** Of an automated message; `survey`, `wait-message`: of ours. */
  readonly trigger: AutomatedTrigger | 'survey' | 'wait-message';
  /** Whom it names. */
  readonly agentId: AgentId | null;
  readonly body: string;
}

export const PendingTextTable = new EntitySchema<PendingText>({
  name: 'pending_text',
  columns: {
    position: { type: 'bigint', primary: true, generated: 'increment' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    trigger: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    body: { type: 'text' },
  },
  indices: [{ name: 'pending_text_of_conversation', columns: ['conversationId', 'position'] }],
});

/** How many automated texts a conversation has had. */
interface AutomatedCount {
  readonly conversationId: ConversationId;
  readonly texts: number;
}
export const AutomatedCountTable = new EntitySchema<AutomatedCount>({
  name: 'automated_count',
  columns: {
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    texts: { type: 'int' },
  },
});

/** Who adds to a conversation's, or takes them, has locked it. */
export const pendingTexts = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Adds these; answers the conversations of which nothing was pending before. */
  async add(texts: readonly Omit<PendingText, 'position'>[]): Promise<ConversationId[]> {
    const ids = [...new Set(texts.map(({ conversationId }) => conversationId))];
    const had: { id: ConversationId }[] = await manager.query(
      `SELECT DISTINCT conversation_id AS id FROM pending_text WHERE conversation_id = ANY($1::uuid[])`,
      [ids],
    );
    await manager.query(
      `INSERT INTO pending_text (conversation_id, trigger, body, agent_id)
       SELECT id, trigger, body, agent_id
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) WITH ORDINALITY AS new (id, trigger, body, agent_id, n)
       ORDER BY n`,
      [
        texts.map(({ conversationId }) => conversationId),
        texts.map(({ trigger }) => trigger),
        texts.map(({ body }) => body),
        texts.map(({ agentId }) => agentId),
      ],
    );
    const pending = new Set(had.map(({ id }) => id));
    return ids.filter((id) => !pending.has(id));
  },

  /** All of these conversations', in the order in which they fired; they are not pending any more. */
  async take(ids: readonly ConversationId[]): Promise<Map<ConversationId, PendingText[]>> {
    const [taken]: [PendingText[], number] = await manager.query(
      `DELETE FROM pending_text WHERE conversation_id = ANY($1::uuid[])
       RETURNING position, conversation_id AS "conversationId", trigger, agent_id AS "agentId", body`,
      [ids],
    );
    const inOrder = taken.toSorted((one, other) => Number(one.position) - Number(other.position));
    return Map.groupBy(inOrder, ({ conversationId }) => conversationId);
  },

  /** How many texts each of these has had. */
  async counts(ids: readonly ConversationId[]): Promise<Map<ConversationId, number>> {
    const found: { id: ConversationId; texts: number }[] = await manager.query(
      `SELECT conversation_id AS id, texts FROM automated_count WHERE conversation_id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(found.map(({ id, texts }) => [id, texts]));
  },

  async count(sent: ReadonlyMap<ConversationId, number>): Promise<void> {
    await manager.query(
      `INSERT INTO automated_count (conversation_id, texts) SELECT * FROM unnest($1::uuid[], $2::int[])
       ON CONFLICT (conversation_id) DO UPDATE SET texts = automated_count.texts + excluded.texts`,
      [[...sent.keys()], [...sent.values()]],
    );
  },
});
