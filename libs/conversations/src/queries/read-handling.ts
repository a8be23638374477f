import { botKind, type ConversationId, type HandlingView, type Person } from '#contracts';
import type { EntityManager } from 'typeorm';
import { definitions } from '../storage/configuration-copies.ts';
import { participants } from '../storage/participants.ts';
import { knowsOf } from '../domain/access.ts';
import { people } from '../storage/people.ts';
import { sessions } from '../storage/sessions.ts';
import { seenConversation } from './read-conversation.ts';

/** Who handled a conversation and who took part (product.md 17.6). Refuses with `conversation-not-found` and `not-allowed`. */
export async function readHandling(manager: EntityManager, person: Person, id: ConversationId): Promise<HandlingView> {
  await seenConversation(manager, person, id);
  const all = await sessions({ manager }).of(id);
  const agents = await people({ manager }).agents(all.flatMap(({ agentId }) => agentId ?? []));
  const queues = await people({ manager }).queues(all.flatMap(({ queueId }) => queueId ?? []));
  const bots = await definitions({ manager }).some(botKind, [...new Set(all.flatMap(({ botId }) => botId ?? []))]);
  const orNull = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    sessions: all.map((session) => ({
      id: session.id,
      conversationId: id,
      agentId: session.agentId,
      botId: session.botId,
      name: (session.agentId && agents.get(session.agentId)?.name) ?? bots.get(session.botId ?? '')?.name ?? '',
      queueId: session.queueId,
      queueName: (session.queueId && queues.get(session.queueId)?.name) ?? null,
      createdAt: session.createdAt.toISOString(),
      acceptedAt: orNull(session.acceptedAt),
      endedAt: orNull(session.endedAt),
      closedAt: orNull(session.closedAt),
      closureReason: session.closureReason,
    })),
    participants: (await participants({ manager }).of(id))
      .filter(({ spoke: speaks, ...one }) => knowsOf(person)({ ...one, speaks }))
      .map(({ agentId, name, mode, spoke, joinedAt, leftAt, closureReason }) => ({
        ...{ agentId, name, mode, spoke },
        joinedAt: joinedAt.toISOString(),
        leftAt: orNull(leftAt),
        closureReason,
      })),
  };
}
