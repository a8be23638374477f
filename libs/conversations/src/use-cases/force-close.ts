import type { ConversationId, ConversationView } from '#contracts';
import type { Transaction } from '#event-bus';
import { forceClose } from '../domain/closing.ts';
import { conversations } from '../storage/conversations.ts';
import { mustBeOn } from './accompany.ts';
import { keep } from './keep.ts';

/** A supervisor closes a conversation, whatever its state (product.md 17.2 T14-T16, 18.4). Refuses with `conversation-not-found`, `turned-off`. */
export async function forceCloseConversation(tx: Transaction, id: ConversationId): Promise<ConversationView> {
  await mustBeOn(tx, 'forceClose');
  const before = await conversations(tx).get(id);
  return keep(tx, before, forceClose(before, tx.now));
}
