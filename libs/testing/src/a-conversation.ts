import { conversationReady, type ConversationView } from '#contracts';
import type { Service } from './a-service.ts';
import { personCalled } from './people.ts';
import { aChannel, anOfferEnded, aText } from './samples.ts';

/** A customer wrote to the service of conversations, and this person accepted the offer, when one is named. */
export async function aConversation(
  service: Service,
  { acceptedBy, ...text }: { acceptedBy?: string } & Parameters<typeof aText>[0] = {},
): Promise<ConversationView> {
  await service.hear(aChannel());
  await service.hear(aText(text));
  await service.turn('outbox');
  const ready = service.said(conversationReady.type).at(-1)!;
  const { conversationId } = conversationReady.parse(ready).data;
  if (acceptedBy) await service.hear(anOfferEnded({ conversationId, agentId: personCalled(acceptedBy).agentId }));
  const { body } = await service.get(`/api/conversations/${conversationId}`, { as: 'sofia' });
  return body as ConversationView;
}
