import { IsNull } from 'typeorm';
import type { Transaction } from '#event-bus';
import { QueueTable } from '../storage/queue.table.ts';
import { sayQueue } from './save-queue.ts';

/** Says every queue again, for a reader that is new or was restored. Answers how many facts were said. */
export async function announce(tx: Transaction): Promise<{ said: number }> {
  const queues = await tx.manager.getRepository(QueueTable).findBy({ removedAt: IsNull() });
  for (const queue of queues) sayQueue(tx, queue);
  return { said: queues.length };
}
