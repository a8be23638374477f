import { type ConversationId, type Person, Refusal, type TranscriptsRequest, type TranscriptView } from '#contracts';
import { type EntityManager, In } from 'typeorm';
import { mustSee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { transcriptOf } from '../domain/transcript.ts';
import { settings } from '../storage/configuration-copies.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { dispositions } from '../storage/dispositions.ts';
import { MessageTable } from '../storage/message.table.ts';
import { recordsOf } from './read-record.ts';

/** Transcripts of these, with their texts in a statement of each kind for all. */
async function transcriptsOf(
  db: EntityManager,
  conversations: readonly Conversation[],
  now: Date,
): Promise<TranscriptView[]> {
  const ids = conversations.map(({ id }) => id);
  const channels = await channelsOf(
    db,
    conversations.map(({ channelId }) => channelId),
  );
  const records = await recordsOf(db, conversations, now);
  const messages = await db.find(MessageTable, {
    where: { conversationId: In(ids) },
    order: { receivedAt: 'ASC', position: 'ASC', id: 'ASC' },
  });
  const chosen = await dispositions({ manager: db }).of(ids);
  const cameTo = Map.groupBy(chosen, ({ conversationId }) => conversationId);
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return conversations.map((conversation) => {
    const record = records.get(conversation.id) ?? null;
    const customerName = (record?.contact ?? record?.account)?.name ?? null;
    const channel = channels.get(conversation.channelId)!;
    return transcriptOf(conversation, byConversation.get(conversation.id) ?? [], {
      customerName,
      channel,
      record,
      dispositions: (cameTo.get(conversation.id) ?? []).map(({ name, category, agentName: by }) => ({
        name,
        category,
        by,
      })),
    });
  });
}

/**
 * What was said in a conversation. Refuses with `conversation-not-found`, `not-allowed`, and `transcript-restricted` where the workstream keeps
 * its transcripts, administrators aside (product.md 34).
 */
export async function readTranscript(
  db: EntityManager,
  person: Person,
  id: ConversationId,
  now: Date,
): Promise<TranscriptView> {
  const conversation = await db.findOneBy(ConversationTable, { id });
  if (!conversation?.workstreamId) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(conversation, person);
  const inForce = await settings({ manager: db }).inForce([conversation.workstreamId]);
  const isRestricted = inForce.workstream(conversation.workstreamId).restrictTranscriptDownload;
  if (isRestricted && !person.roles.includes('administrator'))
    throw new Refusal('transcript-restricted', 'Transcripts of this workstream stay where they are.');
  return (await transcriptsOf(db, [conversation], now))[0]!;
}

const atOnce = 100;

/** Transcripts of all conversations closed between two moments, oldest first, each as a line of JSON; some at a time, however many there are. */
export async function* exportTranscripts(
  read: <T>(query: (db: EntityManager) => Promise<T>) => Promise<T>,
  { from, to, channelId }: TranscriptsRequest,
  now: Date,
): AsyncGenerator<string> {
  let after: { closedAt: Date; id: string } = { closedAt: new Date(from), id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const found: { conversations: Conversation[]; transcripts: TranscriptView[] } = await read(async (db) => {
      const query = db
        .createQueryBuilder(ConversationTable, 'c')
        .where(`c.status = 'closed' AND c.workstreamId IS NOT NULL AND c.closedAt < :to`, { to: new Date(to) })
        .andWhere('(c.closedAt, c.id) > (:closedAt, :id)', after)
        .orderBy('c.closedAt')
        .addOrderBy('c.id')
        .limit(atOnce);
      if (channelId) query.andWhere('c.channelId = :channelId', { channelId });
      const conversations = await query.getMany();
      return { conversations, transcripts: await transcriptsOf(db, conversations, now) };
    });
    yield found.transcripts.map((transcript) => `${JSON.stringify(transcript)}\n`).join('');
    const last = found.conversations.at(-1);
    if (found.conversations.length < atOnce || !last) return;
    after = { closedAt: last.closedAt!, id: last.id };
  }
}
