import type { ConversationId, ConversationView, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { wrapUpEnd } from '../domain/closing.ts';
import { end } from '../domain/attending.ts';
import { conversations } from '../storage/conversations.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { keep } from './keep.ts';

/** The agent presses End (product.md 17.2 T6). Refuses with `conversation-not-found`, `not-allowed`, `not-yours`, `not-accepted`, `conversation-state`. */
export async function endConversation(tx: Transaction, person: Person, id: ConversationId): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  const { limits } = await lifeSettingsOf(tx).inForce([before.workstreamId]);
  return keep(tx, before, end(before, person.agentId, tx.now, wrapUpEnd(limits(before.workstreamId), tx.now)));
}
