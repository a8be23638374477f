import { type ConversationId, type MessageId, type Person, type PrivateMessageView, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee, mustTakePart } from '../domain/access.ts';
import { privateMessageViewOf } from '../queries/inner-words.ts';
import { conversations } from '../storage/conversations.ts';
import { privateMessages } from '../storage/inner-words.ts';
import { showPrivateMessage } from './say.ts';

/**
 * The agent and those who take part talk among themselves (product.md 18.3): such a message is kept apart from the thread, and there is no
 * way from there to the customer. The id is the client's. Refuses with `conversation-not-found`, `not-allowed`, `not-part-of-it`,
 * `conversation-closed`, and `already-exists` for another one under this id.
 */
export async function writePrivateMessage(
  tx: Transaction,
  person: Person,
  { conversationId, messageId, body }: { conversationId: ConversationId; messageId: MessageId; body: string },
): Promise<PrivateMessageView> {
  const conversation = await conversations(tx).get(conversationId);
  mustSee(conversation, person);
  const known = await privateMessages(tx).find(messageId);
  if (known) {
    const isSame = known.conversationId === conversationId && known.authorId === person.agentId && known.body === body;
    if (isSame) return privateMessageViewOf(known);
    throw new Refusal('already-exists', 'There is another message with this id.', 'messageId');
  }
  mustTakePart(conversation, person);
  if (conversation.status === 'closed') throw new Refusal('conversation-closed', 'The conversation is closed.');
  const { agentId: authorId, name: authorName } = person;
  const message = { id: messageId, conversationId, authorId, authorName, body, at: tx.now };
  if (!(await privateMessages(tx).add(message)))
    throw new Refusal('already-exists', 'There is another message with this id.', 'messageId');
  const view = privateMessageViewOf(message);
  showPrivateMessage(tx, conversation, view);
  return view;
}
