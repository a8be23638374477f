import type { ConversationId, HandlingView, Person } from '#contracts';
import type { EntityManager } from 'typeorm';
import { participants } from '../storage/participants.ts';
import { sessions } from '../storage/sessions.ts';
import { seenConversation } from './read-conversation.ts';

/** Who handled a conversation and who took part (product.md 17.6). Refuses with `conversation-not-found` and `not-allowed`. */
export async function readHandling(manager: EntityManager, person: Person, id: ConversationId): Promise<HandlingView> {
  await seenConversation(manager, person, id);
  const orNull = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    sessions: (await sessions({ manager }).of(id)).map((session) => ({
      id: session.id,
      conversationId: id,
      agentId: session.agentId,
      botId: session.botId,
      queueId: session.queueId,
      createdAt: session.createdAt.toISOString(),
      acceptedAt: orNull(session.acceptedAt),
      endedAt: orNull(session.endedAt),
      closedAt: orNull(session.closedAt),
      closureReason: session.closureReason,
    })),
    participants: (await participants({ manager }).of(id)).map(({ agentId, name, mode, spoke, joinedAt, leftAt }) => ({
      agentId,
      name,
      mode,
      spoke,
      joinedAt: joinedAt.toISOString(),
      leftAt: orNull(leftAt),
    })),
  };
}
