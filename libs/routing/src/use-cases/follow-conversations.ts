import { type conversationChanged, type ConversationId, type EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { conversations } from '../storage/conversations.ts';
import { workItems } from '../storage/work-items.ts';
import { endWork } from './end-work.ts';

export type ConversationChanged = EventOf<typeof conversationChanged>;

/**
 * A conversation that waits for the customer or is closed needs nobody: its work item is done, its capacity free, an
 * offer that stands is withdrawn (product.md 13.8, 15.5, 17.2 T5, T11-T16). In wrap-up the agent keeps it, and its
 * capacity stays used until it is closed (6.2, "always block").
 */
export async function followConversations(tx: Transaction, events: readonly ConversationChanged[]): Promise<void> {
  const newest = newestEnds(events);
  if (newest.size === 0) return;
  const heard = [...newest.values()].map(({ data }) => ({ id: data.conversationId, version: data.version }));
  const news = await conversations(tx).haveEnded(heard);
  if (news.size === 0) return;

  const live = await workItems(tx).lockLive([...news]);
  const endings = live.flatMap((item) => {
    const event = newest.get(item.conversationId)!;
    const isOfLaterEpisode = item.episode > event.data.version;
    const isKept = event.data.status === 'wrap-up' && item.status === 'assigned';
    return isOfLaterEpisode || isKept ? [] : [{ item, how: 'over' as const, cause: tx.causedBy(event) }];
  });
  await endWork(tx, endings);
}

/** Of each conversation that stopped to need somebody, the newest fact. */
function newestEnds(events: readonly ConversationChanged[]): Map<ConversationId, ConversationChanged> {
  const newest = new Map<ConversationId, ConversationChanged>();
  for (const event of events) {
    const { conversationId, status, version } = event.data;
    if (status === 'open' || status === 'active') continue;
    const other = newest.get(conversationId);
    if (!other || other.data.version < version) newest.set(conversationId, event);
  }
  return newest;
}
