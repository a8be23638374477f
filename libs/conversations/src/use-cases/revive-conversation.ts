import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { revive } from '../domain/handling.ts';
import { conversations } from '../storage/conversations.ts';
import { keep } from './keep.ts';

/** The agent takes a waiting conversation back (product.md 17.2 T10); routing hears it. Refuses with `conversation-not-found`, `not-allowed`, `not-yours`, `conversation-state`. */
export async function reviveConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  return keep(tx, before, revive(before, person.agentId, tx.now));
}
