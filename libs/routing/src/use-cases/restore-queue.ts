import { type QueueId, queueRequest, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Queue } from '../domain/queue.ts';
import { type By, changes } from '../storage/changes.ts';
import { queues } from '../storage/queues.ts';
import { keepQueue, queueNotFound } from './save-queue.ts';

/**
 * Makes a queue again what it was at a version, also when it was removed since; that is a change like any other. Refuses as saving does,
 * and with `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreQueue(
  tx: Transaction,
  by: By,
  id: QueueId,
  version: number,
  from: number,
): Promise<Queue> {
  await queues(tx).oneAtATime();
  const known = await queues(tx).find(id);
  if (!known) throw queueNotFound();
  if (known.version !== from) throw new Refusal('version-mismatch', `This queue is at version ${known.version} now.`);
  const was = await changes(tx).at('queue', id, version);
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version} of this.`);
  const read = queueRequest.safeParse(was);
  if (!read.success) throw new Refusal('outdated', `What it was at version ${version} is not allowed any more.`);
  return keepQueue(tx, by, id, read.data, known, 'restored');
}
