import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { end } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { keep } from './keep.ts';

/** The agent presses End (product.md 17.2 T6). Refuses with `conversation-not-found`, `not-allowed`, `not-yours`, `not-accepted`, `conversation-state`. */
export async function endConversation(tx: Transaction, person: Person, id: ConversationId): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  const decision = end(before, person.agentId, tx.now);
  if (decision.change) await planClosing(tx, [decision.conversation]);
  return keep(tx, before, decision);
}
