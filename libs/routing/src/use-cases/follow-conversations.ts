import { type conversationChanged, type ConversationId, type EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { conversations } from '../storage/conversations.ts';
import { queueStays } from '../storage/queue-stays.ts';
import { workItems } from '../storage/work-items.ts';
import { beginWrapUp } from './block-wrap-up.ts';
import { endWork } from './end-work.ts';
import { reviveWork } from './revive-work.ts';

export type ConversationChanged = EventOf<typeof conversationChanged>;

/**
 * A conversation that waits for the customer or is closed needs nobody: its work item is done, its capacity free, an
 * offer that stands is withdrawn (product.md 13.8, 15.5, 17.2 T5, T11-T16). In wrap-up the agent keeps it, and the
 * workstream says for how long its capacity stays used (6.2). One that its agent takes back is their work again.
 */
export async function followConversations(tx: Transaction, events: readonly ConversationChanged[]): Promise<void> {
  await followEnds(tx, events);
  await reviveWork(tx, events);
}

async function followEnds(tx: Transaction, events: readonly ConversationChanged[]): Promise<void> {
  const newest = newestEnds(events);
  if (newest.size === 0) return;
  const heard = [...newest.values()].map(({ data }) => ({
    id: data.conversationId,
    version: data.version,
    waitsSince: data.status === 'waiting' ? data.changedAt : null,
  }));
  const news = await conversations(tx).haveEnded(heard);
  if (news.size === 0) return;

  const live = await workItems(tx).lockLive([...news]);
  const concerned = live
    .map((item) => ({ item, event: newest.get(item.conversationId)! }))
    .filter(({ item, event }) => item.episode <= event.data.version);
  // whoever took it over just before that has nothing to wrap up
  const isKept = ({ item, event: { data } }: (typeof concerned)[number]) =>
    data.status === 'wrap-up' && item.status === 'assigned' && (data.agentId === null || data.agentId === item.agentId);
  await beginWrapUp(
    tx,
    concerned.filter(isKept).map(({ item }) => item),
  );
  const over = concerned.filter((one) => !isKept(one));
  await endWork(
    tx,
    over.map(({ item, event }) => ({ item, how: 'over' as const, cause: tx.causedBy(event) })),
  );
  await queueStays(tx).setAside(over.filter(({ event }) => event.data.status === 'waiting').map(({ item }) => item));
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
