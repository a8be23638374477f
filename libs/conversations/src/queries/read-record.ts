import { type ConversationId, type ConversationRecordView, type Person, Refusal } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { Conversation } from '../domain/conversation.ts';
import { queueIdOf, recordOf } from '../domain/record.ts';
import { contexts } from '../storage/contexts.ts';
import { channelsOf } from '../storage/copies.ts';
import { overflowMoves } from '../storage/overflow-moves.ts';
import { people } from '../storage/people.ts';
import { skillChanges } from '../storage/skill-changes.ts';
import { sessions } from '../storage/sessions.ts';
import { firstTextsOf } from './first-texts.ts';
import { seenConversation } from './read-conversation.ts';

/** What is kept of these besides their words, by conversation; a statement of each kind for all. Those whose channel nobody told us of are left out. */
export async function recordsOf(
  manager: EntityManager,
  conversations: readonly Conversation[],
  now: Date,
): Promise<Map<ConversationId, ConversationRecordView>> {
  const ids = conversations.map(({ id }) => id);
  const channels = await channelsOf(
    manager,
    conversations.map(({ channelId }) => channelId),
  );
  const known = await contexts({ manager }).of(ids);
  const handled = await sessions({ manager }).ofAll(ids);
  const firstTexts = await firstTextsOf(manager, ids);
  const movesOf = await overflowMoves({ manager }).countOf(ids);
  const changes = await skillChanges({ manager }).ofAll(ids);
  const queues = await people({ manager }).queues([...handled.values()].flatMap((all) => queueIdOf(all) ?? []));
  return new Map(
    conversations.flatMap((conversation) => {
      const { id } = conversation;
      const channel = channels.get(conversation.channelId);
      if (!channel) return [];
      const context = known.get(id) ?? null;
      const worked = handled.get(id) ?? [];
      const queueId = queueIdOf(worked);
      const queueName = (queueId && queues.get(queueId)?.name) ?? null;
      const about = {
        ...{ context, sessions: worked, firstText: firstTexts.get(id) ?? '' },
        ...{ queueName, overflowTransfers: movesOf(id), skillChanges: changes.get(id) ?? [] },
      };
      return [[id, recordOf({ conversation, channel, ...about }, now)]];
    }),
  );
}

/** The same of one. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readRecord(
  manager: EntityManager,
  person: Person,
  id: ConversationId,
  now: Date,
): Promise<ConversationRecordView> {
  const conversation = await seenConversation(manager, person, id);
  const record = (await recordsOf(manager, [conversation], now)).get(id);
  if (!record) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  return record;
}
