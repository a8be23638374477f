import type { Address, AgentId, ChannelId, ConversationId, Locale, QueueId, WorkstreamId } from '#contracts';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Survey } from '../domain/survey.ts';

/** A customer was asked how it was: the survey as it was then, and what they answered. */
export interface SurveyRequest {
  readonly id: string;
  readonly conversationId: ConversationId;
  /** Of the link; null until the text is written. */
  readonly tokenHash: string | null;
  readonly surveyId: string;
  readonly survey: Survey;
  /** What the channel says before the link; empty: what the survey says. */
  readonly message: string;
  readonly locale: Locale;
  readonly channelId: ChannelId;
  readonly workstreamId: WorkstreamId | null;
  readonly customer: Address;
  readonly agentId: AgentId | null;
  readonly queueId: QueueId | null;
  readonly handledBy: 'agent' | 'bot';
  /** When they are asked: later than planned where it is quiet. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  readonly score: number | null;
  readonly comment: string | null;
}

export const SurveyRequestTable = new EntitySchema<SurveyRequest>({
  name: 'survey_request',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    tokenHash: { type: 'text', name: 'token_hash', nullable: true },
    surveyId: { type: 'uuid', name: 'survey_id' },
    survey: { type: 'jsonb' },
    message: { type: 'text' },
    locale: { type: 'text' },
    channelId: { type: 'uuid', name: 'channel_id' },
    workstreamId: { type: 'uuid', name: 'workstream_id', nullable: true },
    customer: { type: 'text' },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    queueId: { type: 'uuid', name: 'queue_id', nullable: true },
    handledBy: { type: 'text', name: 'handled_by' },
    sentAt: { type: 'timestamptz', name: 'sent_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    answeredAt: { type: 'timestamptz', name: 'answered_at', nullable: true },
    score: { type: 'int', nullable: true },
    comment: { type: 'text', nullable: true },
  },
  indices: [
    { name: 'one_survey_of_conversation', columns: ['conversationId'], unique: true },
    { name: 'survey_request_token', columns: ['tokenHash'], unique: true },
    { name: 'survey_request_unanswered', columns: ['channelId', 'customer', 'sentAt'], where: 'answered_at IS NULL' },
    { name: 'survey_request_planned', columns: ['sentAt'], where: 'token_hash IS NULL' },
    { name: 'survey_request_sent', columns: ['sentAt', 'id'] },
  ],
});

/** Who was asked, and what they answered. */
export const surveys = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(SurveyRequestTable);
  return {
    /** A conversation that has had its survey gets no other. */
    async ask(requests: readonly SurveyRequest[]): Promise<void> {
      if (requests.length === 0) return;
      await table
        .createQueryBuilder()
        .insert()
        .values([...requests])
        .orIgnore()
        .updateEntity(false)
        .execute();
    },

    /** Some whose text is due and not written yet. */
    planned: (now: Date, limit: number): Promise<SurveyRequest[]> =>
      table
        .createQueryBuilder('s')
        .where('s.token_hash IS NULL AND s.sent_at <= :now', { now })
        .orderBy('s.sent_at')
        .limit(limit)
        .getMany(),

    /** Those of these that nobody else has written meanwhile. */
    async written(tokens: readonly { readonly id: string; readonly tokenHash: string }[]): Promise<Set<string>> {
      const [stored]: [{ id: string }[], number] = await manager.query(
        `UPDATE survey_request SET token_hash = new.hash FROM unnest($1::uuid[], $2::text[]) AS new (id, hash)
         WHERE survey_request.id = new.id AND token_hash IS NULL RETURNING survey_request.id`,
        [tokens.map(({ id }) => id), tokens.map(({ tokenHash }) => tokenHash)],
      );
      return new Set(stored.map(({ id }) => id));
    },

    /** Those of these whose customers have a conversation on the same channel that goes on. */
    async whileTalking(ids: readonly string[]): Promise<Set<string>> {
      const found: { id: string }[] = await manager.query(
        `SELECT id FROM survey_request AS asked WHERE id = ANY($1::uuid[]) AND EXISTS (
           SELECT FROM conversation WHERE channel_id = asked.channel_id AND customer = asked.customer
             AND status IN ('open', 'active', 'waiting'))`,
        [ids],
      );
      return new Set(found.map(({ id }) => id));
    },

    /** These are not asked after all. */
    async withdraw(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await manager.query(`DELETE FROM survey_request WHERE id = ANY($1::uuid[])`, [ids]);
    },

    byToken: (tokenHash: string): Promise<SurveyRequest | null> => table.findOneBy({ tokenHash }),

    /** The latest of each pair that may be answered by text now. */
    async answerable(
      pairs: readonly { readonly channelId: ChannelId; readonly customer: Address }[],
      now: Date,
    ): Promise<SurveyRequest[]> {
      if (pairs.length === 0) return [];
      return table
        .createQueryBuilder('s')
        .where(
          `(s.channel_id, s.customer) IN (SELECT * FROM unnest(:channels::uuid[], :customers::text[]))
           AND s.answered_at IS NULL AND s.sent_at <= :now AND s.expires_at > :now AND s.survey ->> 'mode' = 'reply'`,
          {
            channels: pairs.map(({ channelId }) => channelId),
            customers: pairs.map(({ customer }) => customer),
            now,
          },
        )
        .orderBy('s.sent_at')
        .getMany();
    },

    /** False when it was answered already, or its time is over. */
    async answer(
      id: string,
      { score, comment }: { score: number; comment: string | null },
      now: Date,
    ): Promise<boolean> {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE survey_request SET answered_at = $2, score = $3, comment = $4
         WHERE id = $1 AND answered_at IS NULL AND expires_at > $2`,
        [id, now, score, comment],
      );
      return count === 1;
    },

    /** Which kinds of authors answered the customer in these conversations. What we wrote before they wrote anything is no answer, nor what a rule said. */
    async answeredBy(ids: readonly ConversationId[]): Promise<Map<ConversationId, { agent: boolean; bot: boolean }>> {
      const found: { id: ConversationId; agent: boolean; bot: boolean }[] = await manager.query(
        `SELECT conversation_id AS id, bool_or(author_kind = 'agent') AS agent, bool_or(author_kind = 'bot') AS bot
         FROM message JOIN (
           SELECT conversation_id, min(received_at) AS at FROM message
           WHERE conversation_id = ANY($1::uuid[]) AND author_kind = 'customer' GROUP BY 1
         ) AS wrote USING (conversation_id)
         WHERE author_kind IN ('agent', 'bot') AND NOT by_rule AND received_at >= wrote.at GROUP BY 1`,
        [ids],
      );
      return new Map(found.map(({ id, ...by }) => [id, by]));
    },
  };
};
