import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { close } from '../domain/attending.ts';
import type { Conversation } from '../domain/conversation.ts';
import { mustBeDisposed } from '../domain/dispositions.ts';
import { conversations } from '../storage/conversations.ts';
import { dispositions } from '../storage/dispositions.ts';
import { keep } from './keep.ts';

/** The agent closes the tab with X (product.md 17.2 T5, T12). Refuses as `endConversation` does, and with `disposition-required`. */
export async function closeConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  if (before.status === 'wrap-up' && before.agentId === person.agentId) await mustHaveSaidWhatItCameTo(tx, before);
  return keep(tx, before, close(before, person.agentId, tx.now));
}

async function mustHaveSaidWhatItCameTo(tx: Transaction, { id, workstreamId, agentId }: Conversation): Promise<void> {
  const { rules } = await dispositions(tx).inForce(workstreamId);
  if (!rules.requireToClose) return;
  const chosen = (await dispositions(tx).of([id])).filter((one) => one.agentId === agentId);
  mustBeDisposed(rules, chosen.length);
}
