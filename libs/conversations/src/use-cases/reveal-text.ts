import { type ConversationId, type MessageId, type Person, Refusal, type RevealedView } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { seenConversation } from '../queries/read-conversation.ts';
import { hiddenPlaceOf, hiddenTexts, RevealTable } from '../storage/hidden-texts.ts';
import { messages } from '../storage/messages.ts';

/** Which text, and why. */
export interface Revealing {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly reason: string;
}

/**
 * Shows a text as it was before masking hid something of it, and writes down who asked and why (product.md 32). Refuses with
 * `conversation-not-found`, `not-allowed`, `message-not-found`, `not-masked`, and `unavailable` where what was hidden is not kept.
 */
export async function revealText(
  tx: Transaction,
  person: Person,
  { conversationId, messageId, reason }: Revealing,
  seal: Seal | null,
): Promise<RevealedView> {
  await seenConversation(tx.manager, person, conversationId);
  const message = await messages(tx).find(messageId);
  if (message?.conversationId !== conversationId)
    throw new Refusal('message-not-found', 'There is no such text in this conversation.');
  if (!message.masked) throw new Refusal('not-masked', 'Nothing of this text is hidden.');
  const hidden = await hiddenTexts(tx).find(messageId);
  if (!hidden || !seal) throw new Refusal('unavailable', 'What is hidden of this text is not kept.');
  const body = seal.open(hidden.sealed, hiddenPlaceOf(messageId));
  const { agentId, name: agentName } = person;
  await tx.manager
    .getRepository(RevealTable)
    .insert({ id: tx.newId(), messageId, conversationId, agentId, agentName, reason, at: tx.now });
  return { messageId, conversationId, body };
}
