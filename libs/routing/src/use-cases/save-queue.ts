import { type AgentId, alreadyExists, type QueueId, queueChanged, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { isSame } from '../domain/differences.ts';
import {
  isAsAsked,
  isDefault,
  onlyTheMethod,
  type Queue,
  type QueueSettings,
  settingsOf,
  tooManyServing,
  transfersOf,
} from '../domain/queue.ts';
import { withOtherQueues } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { type By, type ChangeRow, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { dueOverflows } from '../storage/due-overflows.ts';
import { queues } from '../storage/queues.ts';
import { show } from './show.ts';

/**
 * Creates a queue under the client's id; the same again changes nothing. Changing it needs the version that the change
 * was made from (decisions P). Members may be agents who have not signed in yet, operating hours may be heard of later. Refuses with
 * `already-exists`, `default-queue` (product.md 9.3), `queue-not-found`, `version-mismatch`, `slug-taken`, `type-is-fixed`,
 * `unknown-reference` (a queue that work goes to), `too-many` (more members than its assignment method may have).
 */
export async function saveQueue(
  tx: Transaction,
  by: By,
  id: QueueId,
  asked: QueueSettings,
  from: number | null,
): Promise<Queue> {
  await queues(tx).oneAtATime();
  const known = await queues(tx).find(id);
  if (from !== null && (!known || known.removedAt)) throw queueNotFound();
  if (known && from !== null) refuseOtherVersion(known.version, from);
  const members = await queues(tx).membersOf(id);
  if (known && isDefault({ id })) refuseFewer(members, asked);
  if (known && !known.removedAt && isAsAsked(known, members, asked)) return known;
  if (known && from === null) throw alreadyExists(known);
  if (known && known.type !== asked.type)
    throw new Refusal('type-is-fixed', 'What waits in a queue stays of one type.', 'type');
  return keepQueue(tx, by, id, asked, known, known ? 'changed' : 'created');
}

/** Everybody serves the default queue: whoever says who does says all, or leaves it out. */
function refuseFewer(members: readonly AgentId[], { memberIds }: QueueSettings): void {
  const isEverybody = comeOrGone(members, memberIds).length === 0;
  if (memberIds.length > 0 && !isEverybody)
    throw new Refusal('default-queue', 'Every agent serves the default queue, and nobody else.', 'memberIds');
}

export const queueNotFound = (): Refusal => new Refusal('queue-not-found', 'There is no such queue.');

/** Stores what was asked, whatever there was; queues are changed one at a time. Refuses with `slug-taken`, `unknown-reference`, `default-queue`, `too-many`. */
export async function keepQueue(
  tx: Transaction,
  by: By,
  id: QueueId,
  wanted: QueueSettings,
  known: Queue | null,
  action: ChangeRow['action'],
  copiedFrom: QueueId | null = known?.copiedFrom ?? null,
): Promise<Queue> {
  const members = await queues(tx).membersOf(id);
  const asked = isDefault({ id }) ? onlyTheMethod(known, members, wanted) : wanted;
  if (await queues(tx).isSlugTaken(asked.slug, id))
    throw new Refusal('slug-taken', `Another queue is called ${asked.slug}.`, 'slug');
  await refuseUnknownTargets(tx, id, asked);
  const tooMany = tooManyServing({ ...asked, id }, new Set(asked.memberIds).size);
  if (tooMany) throw new Refusal('too-many', tooMany, 'memberIds');

  const { memberIds, ...settings } = asked;
  const queue: Queue = { ...settings, id, version: (known?.version ?? 0) + 1, copiedFrom, removedAt: null };
  await queues(tx).save(queue);
  await queues(tx).setMembers(id, memberIds);
  await followMembers(tx, members, memberIds);
  if (known && !isSame(whenItOverflows(known), whenItOverflows(queue))) {
    await dueOverflows(tx).followQueue(id);
    tx.wake('overflow');
  }
  const before = known && settingsOf(known, members);
  const after = settingsOf(queue, memberIds);
  await changes(tx).record(by, {
    kind: 'queue',
    subjectId: id,
    version: queue.version,
    action,
    before: before && { ...before },
    after: { ...after },
  });
  sayQueue(tx, queue);
  tx.wake('assignment');
  tx.wake('queue-figures');
  return queue;
}

/** What decides about work that waits there already. */
const whenItOverflows = ({ overflow: { waitingTime, outOfHours }, operatingHoursId }: Queue) => ({
  ...{ waitingTime, outOfHours, operatingHoursId },
});

/** Says what others may know of a queue. */
export function sayQueue(
  tx: Transaction,
  { id: queueId, version, slug, name, operatingHoursId, removedAt }: Queue,
): void {
  tx.publish(queueChanged, { queueId, version, slug, name, state: removedAt ? 'removed' : 'active', operatingHoursId });
}

/** Agents serve other queues than before: that is shown. */
export async function followMembers(
  tx: Transaction,
  before: readonly AgentId[],
  after: readonly AgentId[],
): Promise<void> {
  const concerned = await agents(tx).lock(comeOrGone(before, after));
  const changed = concerned.map(withOtherQueues);
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
}

async function refuseUnknownTargets(tx: Transaction, id: QueueId, asked: QueueSettings): Promise<void> {
  const targets = transfersOf(asked);
  if (targets.length === 0) return;
  const there = new Map((await queues(tx).living(targets.map(([, to]) => to))).map((queue) => [queue.id, queue]));
  for (const [field, to] of targets) {
    const target = there.get(to);
    if (!target || to === id) throw new Refusal('unknown-reference', 'There is no other queue with this id.', field);
    if (target.type !== asked.type)
      throw new Refusal('unknown-reference', `${target.name} is for work of another type.`, field);
  }
}

function comeOrGone(before: readonly AgentId[], after: readonly AgentId[]): AgentId[] {
  const [were, are] = [new Set(before), new Set(after)];
  return [...before.filter((id) => !are.has(id)), ...[...are].filter((id) => !were.has(id))];
}
