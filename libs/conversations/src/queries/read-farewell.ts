import type { ConversationId, FarewellView, Person } from '#contracts';
import type { EntityManager } from 'typeorm';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { pendingTexts } from '../storage/pending-texts.ts';
import { automatedWords } from '../use-cases/write-automated.ts';
import { seenConversation } from './read-conversation.ts';

/**
 * What the customer gets when their agent presses End, as it is turned on and worded now (product.md 21.2); nothing to who opted out, and nothing
 * once the texts that leave by themselves are used up. Refuses with `conversation-not-found` and `not-allowed`.
 */
export async function readFarewell(manager: EntityManager, person: Person, id: ConversationId): Promise<FarewellView> {
  const conversation = await seenConversation(manager, person, id);
  if (conversation.status !== 'active' || conversation.optedOutAt) return { text: null };
  const { life } = await lifeSettingsOf({ manager }).inForce([conversation.workstreamId]);
  const { automatedTexts } = life(conversation.workstreamId);
  const had = (await pendingTexts({ manager }).counts([id])).get(id) ?? 0;
  if (automatedTexts !== null && had >= automatedTexts) return { text: null };
  const trigger = 'agent-ended-conversation';
  const [said] = await automatedWords({ manager }, [{ conversation, trigger, agentId: conversation.agentId }]);
  return { text: said?.body || null };
}
