import type { ConversationId, Envelope, EventOf, offerEnded, offerMade } from '#contracts';
import type { Transaction } from '#event-bus';
import {
  type Conversation,
  type Decision,
  offerEnded as decideEnded,
  offerMade as decideMade,
} from '../domain/conversation.ts';
import { type Changed, conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { sayChange, showConversation } from './say.ts';

/** Routing asks an agent: the conversation is active from now on (product.md 17.2 T2). */
export const followOffersMade = (tx: Transaction, events: readonly EventOf<typeof offerMade>[]): Promise<void> =>
  follow(tx, events, decideMade);

/** The agent took it, or it is back in the queue (product.md 17.2 T4, T7). */
export const followOffersEnded = (tx: Transaction, events: readonly EventOf<typeof offerEnded>[]): Promise<void> =>
  follow(tx, events, decideEnded);

/**
 * Routing learned of each of these conversations from us, after the commit that opened it: one that is not here was erased,
 * and what routing says of it changes nothing.
 */
async function follow<Data extends { conversationId: ConversationId }>(
  tx: Transaction,
  events: readonly Envelope<Data>[],
  decide: (before: Conversation, data: Data, now: Date) => Decision,
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const changes = new Map<ConversationId, Changed>();
  for (const event of events) {
    const { conversationId: id } = event.data;
    const before = changes.get(id)?.conversation ?? found.get(id);
    if (!before) continue;
    const { conversation, change } = decide(before, event.data, tx.now);
    if (conversation === before) continue;
    changes.set(id, { before: found.get(id)!, conversation });
    sayChange(tx.causedBy(event), conversation, change);
  }
  const changed = [...changes.values()];
  await conversations(tx).save(...changed.map(({ conversation }) => conversation));

  const channels = await channelsOf(
    tx.manager,
    changed.map(({ conversation }) => conversation.channelId),
  );
  for (const change of changed) showConversation(tx, change, channels.get(change.conversation.channelId));
}
