import { type Address, type ConversationId, textsExpired } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { retention } from '../storage/retention.ts';

/** How many texts are told of in one event. */
const textsAtOnce = 1000;

/** What these conversations said is forgotten, 200 of them at most: what others keep of their texts and their work is to be forgotten, too. */
export async function sayTextsForgotten(
  tx: Transaction,
  forgotten: readonly { readonly id: ConversationId; readonly customer: Address }[],
): Promise<void> {
  if (forgotten.length === 0) return;
  const conversationIds = forgotten.map(({ id }) => id);
  const customers = [...new Set(forgotten.map(({ customer }) => customer))];
  const [first = [], ...others] = chunks(await retention(tx).textsOf(conversationIds), textsAtOnce);
  const expiredAt = tx.now.toISOString();
  tx.publish(textsExpired, { messageIds: first, customers, conversationIds, expiredAt });
  for (const messageIds of others) tx.publish(textsExpired, { messageIds, customers, expiredAt });
}
