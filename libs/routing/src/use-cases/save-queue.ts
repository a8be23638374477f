import { type AgentId, type QueueId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { isAsAsked, type Queue, type QueueSettings } from '../domain/queue.ts';
import { withOtherQueues } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { queues } from '../storage/queues.ts';
import { show } from './show.ts';

/**
 * Creates a queue under the client's id; the same again changes nothing. Changing it needs the version that the change
 * was made from (decisions P). Members may be agents who have not signed in yet. Refuses with `already-exists`,
 * `version-mismatch` or `slug-taken`.
 */
export async function saveQueue(
  tx: Transaction,
  id: QueueId,
  asked: QueueSettings,
  from: number | null,
): Promise<Queue> {
  await queues(tx).oneAtATime();
  const known = await queues(tx).find(id);
  if (known && from !== null && known.version !== from)
    throw new Refusal('version-mismatch', `This queue is at version ${known.version} now.`);
  if (!known && from !== null) throw new Refusal('queue-not-found', 'There is no such queue.');
  const members = await queues(tx).membersOf(id);
  if (known && isAsAsked(known, members, asked)) return known;
  if (known && from === null)
    throw new Refusal('already-exists', 'There is a queue with this id and other contents.', 'id');
  if (await queues(tx).isSlugTaken(asked.slug, id))
    throw new Refusal('slug-taken', `Another queue is called ${asked.slug}.`, 'slug');

  const { slug, name, priority, memberIds } = asked;
  const queue: Queue = { id, version: (known?.version ?? 0) + 1, slug, name, priority };
  await queues(tx).save(queue);
  await queues(tx).setMembers(id, memberIds);
  const concerned = await agents(tx).lock(comeOrGone(members, memberIds));
  const changed = concerned.map(withOtherQueues);
  await agents(tx).saveAll(changed);

  await show(tx, { agents: changed });
  tx.wake('assignment');
  tx.wake('queue-figures');
  return queue;
}

function comeOrGone(before: readonly AgentId[], after: readonly AgentId[]): AgentId[] {
  const [were, are] = [new Set(before), new Set(after)];
  return [...before.filter((id) => !are.has(id)), ...[...are].filter((id) => !were.has(id))];
}
