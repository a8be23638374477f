import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { close } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { keep } from './keep.ts';

/** The agent closes the tab with X (product.md 17.2 T5, T12). Refuses as `endConversation` does. */
export async function closeConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  return keep(tx, before, close(before, person.agentId, tx.now));
}
