import type { AgentId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { favourOf, type Favourites } from '../domain/favour.ts';
import { withNeeds, type WorkItem } from '../domain/work-item.ts';
import { conversations } from '../storage/conversations.ts';
import { explanations, tellPlacement } from '../storage/explanations.ts';
import { queues } from '../storage/queues.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { affinityOver } from '../timers/affinity-over.ts';

/** A new item, who had its conversation before, and whom its customer prefers. */
export interface NewItem extends Favourites {
  readonly item: WorkItem;
}

/**
 * New items with the agents who come first in them (product.md 6.5, 11.6): only such as serve the queue. Who had the conversation before is
 * waited for as long as the workstream says, and then everybody may have it (46, G12).
 */
export async function favourAgents(tx: Transaction, arrived: readonly NewItem[]): Promise<WorkItem[]> {
  const { items, timeOf } = await favoured(tx, arrived);
  await tx.scheduleAll(
    affinityOver,
    items.flatMap(({ id, workstreamId, favour }) => {
      if (favour?.kind !== 'affinity' || favour.otherwise !== 'wait') return [];
      return [{ subject: id, dueAt: new Date(tx.now.getTime() + timeOf(workstreamId) * 1000), data: {} }];
    }),
  );
  return items;
}

/**
 * The same of items that are in another queue now, or of whose customers more is known: who does not serve it is waited for no more (product.md
 * 10.2, 11.6). Who had the conversation before is waited for no longer than they were to be, and not again.
 */
export async function favourAnew(tx: Transaction, items: readonly WorkItem[]): Promise<WorkItem[]> {
  const waiting = items.filter(({ status }) => status === 'waiting');
  const known = await conversations(tx).knownOf(waiting.map(({ conversationId }) => conversationId));
  const anew = items.map((item): NewItem => {
    const previousAgentId = item.favour?.kind === 'affinity' ? item.favour.agentIds[0]! : null;
    return { item, previousAgentId, preferredAgentIds: known.get(item.conversationId)?.preferredAgentIds ?? [] };
  });
  return (await favoured(tx, anew)).items;
}

async function favoured(tx: Transaction, all: readonly NewItem[]) {
  const named = all.filter(({ item, previousAgentId, preferredAgentIds }) => {
    return item.status === 'waiting' && (previousAgentId || preferredAgentIds.length > 0 || item.favour);
  });
  if (named.length === 0) return { items: all.map(({ item }) => item), timeOf: () => 0 };
  const { assignment } = await settingsNow(tx.manager);
  const known = await workstreams(tx).distributionsOf(named.map(({ item }) => item.workstreamId));
  const members = await queues(tx).whoServes(
    named.map(({ item }) => item.queueId),
    named.flatMap(({ previousAgentId, preferredAgentIds }) => [previousAgentId ?? [], preferredAgentIds].flat()),
  );
  const items = all.map(({ item, previousAgentId, preferredAgentIds }) => {
    const distribution = known.get(item.workstreamId);
    if (item.status !== 'waiting' || !distribution) return item;
    const serving = (id: AgentId) => members.has(`${item.queueId} ${id}`);
    const favour = favourOf({ previousAgentId, preferredAgentIds }, serving, distribution, assignment.preferredAgents);
    return { ...withNeeds(item, { favour }), version: item.version };
  });
  return { items, timeOf: (id: WorkstreamId) => known.get(id)?.affinityTimeoutSeconds ?? 0 };
}

/** Whoever had this conversation was waited for long enough: now everybody may have it; where it is offered to them just now, if they do not take it. */
export async function endAffinity(tx: Transaction, id: WorkItemId): Promise<void> {
  const [item] = await workItems(tx).lockAny([id]);
  if (item?.favour?.kind !== 'affinity' || (item.status !== 'waiting' && item.status !== 'offered')) return;
  await workItems(tx).saveAll([withNeeds(item, { favour: null })]);
  const { queueId } = item;
  const [agentId] = item.favour.agentIds;
  const [from, to] = [
    { queueId, agentId: agentId! },
    { queueId, agentId: null },
  ];
  await explanations(tx).append([tellPlacement(item, { what: 'affinity-over', by: null, from, to })]);
  tx.wake('assignment');
}
