import { type QueueId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { isDefault, type Queue, settingsOf } from '../domain/queue.ts';
import { queues } from '../storage/queues.ts';
import { followMembers, queueNotFound, sayQueue } from './save-queue.ts';

/**
 * Takes a queue away; its row stays for what was in it, and it can be restored. Removing it again changes nothing. Refuses with `queue-not-found`, `version-mismatch`,
 * `default-queue` (product.md 9.3), and `in-use` while work waits in it or something names it: a workstream that falls back on it, rules, the overflow of another queue.
 */
export async function removeQueue(tx: Transaction, by: By, id: QueueId, from: number | null): Promise<void> {
  await queues(tx).oneAtATime();
  // whoever is putting work into it has ended, and nobody begins until we have
  const known = await queues(tx).lock(id);
  if (!known) throw queueNotFound();
  if (known.removedAt) return;
  refuseOtherVersion(known.version, from);
  if (isDefault(known)) throw new Refusal('default-queue', 'The default queue is always there.');
  const uses = await queues(tx).usesOf(id);
  if (uses.length > 0) throw new Refusal('in-use', `${known.name} is used by ${uses.join(', ')}.`);

  const members = await queues(tx).membersOf(id);
  const removed: Queue = { ...known, version: known.version + 1, removedAt: tx.now };
  await queues(tx).save(removed);
  await queues(tx).setMembers(id, []);
  await followMembers(tx, members, []);
  await changes(tx).record(by, {
    kind: 'queue',
    subjectId: id,
    version: removed.version,
    action: 'removed',
    before: { ...settingsOf(known, members) },
    after: null,
  });
  sayQueue(tx, removed);
  tx.wake('queue-figures');
}
