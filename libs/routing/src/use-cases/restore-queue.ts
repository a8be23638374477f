import { type QueueId, queueRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import type { Queue } from '../domain/queue.ts';
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
  from: number | null,
): Promise<Queue> {
  await queues(tx).oneAtATime();
  const known = await queues(tx).find(id);
  if (!known) throw queueNotFound();
  refuseOtherVersion(known.version, from);
  const was = await changes(tx).at(queueRequest, { kind: 'queue', subjectId: id, version });
  return keepQueue(tx, by, id, was, known, 'restored');
}
