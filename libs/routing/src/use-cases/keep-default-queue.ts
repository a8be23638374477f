import { defaultQueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { aDefaultQueue, settingsOf } from '../domain/queue.ts';
import { queues } from '../storage/queues.ts';
import { freeSlug } from './copy-queue.ts';
import { followMembers, sayQueue } from './save-queue.ts';

/** Who makes the default queue. */
const parley = { subject: 'parley', name: 'Parley' };

/** Makes the default queue, served by everybody who ever signed in (product.md 9.3), if there is none yet. */
export async function keepDefaultQueue(tx: Transaction): Promise<void> {
  await queues(tx).oneAtATime();
  if (await queues(tx).find(defaultQueueId)) return;
  const queue = aDefaultQueue(await freeSlug(tx, 'default-queue'));
  await queues(tx).save(queue);
  const memberIds = await queues(tx).letServeDefault();
  await followMembers(tx, [], memberIds);
  const { id: subjectId, version } = queue;
  const after = { ...settingsOf(queue, memberIds) };
  await changes(tx).record(parley, { kind: 'queue', subjectId, version, action: 'created', before: null, after });
  sayQueue(tx, queue);
  tx.wake('queue-figures');
}
