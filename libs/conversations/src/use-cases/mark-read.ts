import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { markRead } from '../domain/attending.ts';
import { conversations } from '../storage/conversations.ts';
import { keep } from './keep.ts';

/** The agent has seen what the customer wrote. Refuses with `conversation-not-found`, `not-allowed`, `not-yours`, `not-accepted`. */
export async function markConversationRead(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  return keep(tx, before, { conversation: markRead(before, person.agentId), change: null });
}
