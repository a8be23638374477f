import type { AgentId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { favourOf, type Favourites } from '../domain/favour.ts';
import { withNeeds, type WorkItem } from '../domain/work-item.ts';
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
  const named = arrived.filter(({ previousAgentId, preferredAgentIds }) => previousAgentId || preferredAgentIds.length);
  if (named.length === 0) return arrived.map(({ item }) => item);
  const { assignment } = await settingsNow(tx.manager);
  const known = await workstreams(tx).distributionsOf(named.map(({ item }) => item.workstreamId));
  const members = await queues(tx).whoServes(
    named.map(({ item }) => item.queueId),
    named.flatMap(({ previousAgentId, preferredAgentIds }) => [previousAgentId ?? [], preferredAgentIds].flat()),
  );
  const until: { subject: WorkItemId; dueAt: Date; data: Record<string, never> }[] = [];
  const items = arrived.map(({ item, previousAgentId, preferredAgentIds }) => {
    const distribution = known.get(item.workstreamId);
    if (item.status !== 'waiting' || !distribution) return item;
    const serving = (id: AgentId) => members.has(`${item.queueId} ${id}`);
    const favour = favourOf({ previousAgentId, preferredAgentIds }, serving, distribution, assignment.preferredAgents);
    if (favour?.kind === 'affinity' && favour.otherwise === 'wait') {
      const dueAt = new Date(tx.now.getTime() + distribution.affinityTimeoutSeconds * 1000);
      until.push({ subject: item.id, dueAt, data: {} });
    }
    return { ...withNeeds(item, { favour }), version: item.version };
  });
  await tx.scheduleAll(affinityOver, until);
  return items;
}

/** Whoever had this conversation was waited for long enough: now everybody may have it. */
export async function endAffinity(tx: Transaction, id: WorkItemId): Promise<void> {
  const [item] = await workItems(tx).lockWaiting([id]);
  if (item?.favour?.kind !== 'affinity') return;
  await workItems(tx).saveAll([withNeeds(item, { favour: null })]);
  tx.wake('assignment');
}
