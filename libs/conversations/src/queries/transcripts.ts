import {
  botKind,
  type ConversationId,
  type Person,
  Refusal,
  type TranscriptRequest,
  type TranscriptsRequest,
  type TranscriptView,
} from '#contracts';
import { type EntityManager, In } from 'typeorm';
import { knowsOf, mayHear, mustSee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { forCustomer, type Part, transcriptOf } from '../domain/transcript.ts';
import { MessageTranslationTable } from '../storage/assistant.tables.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { dispositions } from '../storage/dispositions.ts';
import { privateMessages } from '../storage/inner-words.ts';
import { MessageTable } from '../storage/message.table.ts';
import { participants } from '../storage/participants.ts';
import { people } from '../storage/people.ts';
import { sessions } from '../storage/sessions.ts';
import { recordsOf } from './read-record.ts';

/** Of whom, among those who took part, whoever asks is told. */
type Knows = ReturnType<typeof knowsOf>;

/** Who had each of these, and who took part, in a statement of each kind for all. */
async function partsOf(db: EntityManager, ids: readonly ConversationId[], knows: Knows) {
  const manager = { manager: db };
  const handled = await sessions(manager).ofAll(ids);
  const accompanied = await participants(manager).ofAll(ids);
  const all = [...handled.values()].flat();
  const agents = await people(manager).agents(all.flatMap(({ agentId }) => agentId ?? []));
  const bots = await definitions(manager).some(botKind, [...new Set(all.flatMap(({ botId }) => botId ?? []))]);
  return (id: ConversationId): Part[] => [
    ...(handled.get(id) ?? []).flatMap(({ agentId, botId, acceptedAt, closedAt }): Part[] => {
      if (acceptedAt === null) return [];
      const part = { from: acceptedAt, until: closedAt };
      return botId === null
        ? [{ ...part, as: 'agent', name: (agentId && agents.get(agentId)?.name) || 'Agent' }]
        : [{ ...part, as: 'bot', name: bots.get(botId)?.name ?? 'Bot' }];
    }),
    ...(accompanied.get(id) ?? [])
      .filter(({ spoke: speaks, ...one }) => knows({ ...one, speaks }))
      .map(({ name, mode, spoke, joinedAt, leftAt }): Part => ({
        name,
        as: mode,
        spoke,
        from: joinedAt,
        until: leftAt,
      })),
  ];
}

/** Transcripts of these, with their texts in a statement of each kind for all. `hears`: whether what was said among those who took part is for who asks. */
async function transcriptsOf(
  db: EntityManager,
  conversations: readonly Conversation[],
  now: Date,
  hears: (conversation: Conversation) => boolean = () => true,
  knows: Knows = () => true,
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
  const parts = await partsOf(db, ids, knows);
  const heard = conversations.filter(hears).map(({ id }) => id);
  const inner = Map.groupBy(await privateMessages({ manager: db }).ofAll(heard), (words) => words.conversationId);
  const read = await db.findBy(MessageTranslationTable, { conversationId: In(ids), failed: false });
  const translations = new Map(read.map((one) => [one.messageId, one]));
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
      parts: parts(conversation.id),
      translations,
      inner: inner.get(conversation.id) ?? [],
      dispositions: (cameTo.get(conversation.id) ?? []).map(({ name, category, agentName: by }) => ({
        name,
        category,
        by,
      })),
    });
  });
}

/**
 * What was said in a conversation, with what those who took part said among themselves where that is for who asks. Refuses with `conversation-not-found`, `not-allowed`, and `transcript-restricted` where the workstream keeps
 * its transcripts, administrators aside (product.md 34).
 */
export async function readTranscript(
  db: EntityManager,
  person: Person,
  id: ConversationId,
  asked: TranscriptRequest,
  now: Date,
): Promise<TranscriptView> {
  const conversation = await db.findOneBy(ConversationTable, { id });
  if (!conversation?.workstreamId) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(conversation, person);
  const inForce = await settings({ manager: db }).inForce([conversation.workstreamId]);
  const isRestricted = inForce.workstream(conversation.workstreamId).restrictTranscriptDownload;
  if (isRestricted && !person.roles.includes('administrator'))
    throw new Refusal('transcript-restricted', 'Transcripts of this workstream stay where they are.');
  const transcript = (await transcriptsOf(db, [conversation], now, (one) => mayHear(one, person), knowsOf(person)))[0]!;
  return asked.for === 'customer' ? forCustomer(transcript) : transcript;
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
