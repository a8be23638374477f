import { wrapUpBlocked } from '#contracts';
import type { Transaction } from '#event-bus';
import { unblock } from '../domain/agent.ts';
import { takenBy, unblocked, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { wrapUpBlock } from '../timers/wrap-up-block.ts';
import { endColleagues } from './colleague-offers.ts';
import { show } from './show.ts';

/**
 * Wrap-up of these locked items began: it keeps their agents' capacity until it ends, for a time, or not at all (product.md 6.2). Nobody is asked any
 * more to take the conversation over, or advises: there is none.
 */
export async function beginWrapUp(tx: Transaction, ended: readonly WorkItem[]): Promise<void> {
  if (ended.length === 0) return;
  const changed = await endColleagues(tx, ended);
  const items = ended.map((item) => changed.get(item.id) ?? item);
  const known = await workstreams(tx).distributionsOf(items.map(({ workstreamId }) => workstreamId));
  const blockOf = ({ workstreamId }: WorkItem) => known.get(workstreamId)?.wrapUpBlock ?? 'always';
  const blocked = items
    .filter((item) => blockOf(item) === 'custom')
    .map((item) => {
      const seconds = known.get(item.workstreamId)!.wrapUpBlockSeconds ?? 0;
      return { item, until: new Date(tx.now.getTime() + seconds * 1000) };
    });
  await tx.scheduleAll(
    wrapUpBlock,
    blocked.map(({ item, until }) => ({ subject: item.id, dueAt: until, data: {} })),
  );
  for (const { item, until } of blocked)
    tx.publish(wrapUpBlocked, {
      conversationId: item.conversationId,
      agentId: item.agentId!,
      until: until.toISOString(),
    });
  await endBlock(
    tx,
    items.filter((item) => blockOf(item) === 'none'),
  );
}

/** These locked items keep their agents' capacity no longer, though they are still theirs. */
export async function endBlock(tx: Transaction, items: readonly WorkItem[]): Promise<void> {
  if (items.length === 0) return;
  const staff = await agents(tx).lock([...new Set(items.map(({ agentId }) => agentId!))]);
  const freed = staff.map((agent) =>
    items
      .filter(({ agentId }) => agentId === agent.id)
      .reduce((before, item) => unblock(before, takenBy(item), tx.now), agent),
  );
  const after = items.map(unblocked);
  await workItems(tx).saveAll(after);
  await agents(tx).saveAll(freed);
  await show(tx, { items: after, agents: freed });
  tx.wake('assignment');
}
