import { type BulkRequest, type BulkView, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { forceClose } from '../domain/closing.ts';
import { readBulkJob } from '../queries/bulk-jobs.ts';
import { bulkJobs } from '../storage/bulk-jobs.ts';
import { settings } from '../storage/configuration-copies.ts';
import { conversations } from '../storage/conversations.ts';
import { runBulkJob } from '../timers/run-bulk-job.ts';
import { mustBeOn } from './accompany.ts';
import { keepAll } from './keep.ts';

/**
 * A supervisor does something to many conversations (product.md 18.4): what became of each is read under the same id. The id is the client's:
 * the same once more is the same. Refuses with `turned-off`, `too-many`, and `already-exists` for another job under this id.
 */
export async function doToMany(
  tx: Transaction,
  person: Person,
  { id, action, conversationIds }: BulkRequest & { readonly id: string },
): Promise<BulkView> {
  await mustBeOn(tx, 'forceClose');
  const { organisation } = await settings(tx).inForce();
  const most = organisation.bulk.conversations;
  if (conversationIds.length > most)
    throw new Refusal('too-many', `At most ${most} conversations at once.`, 'conversationIds');
  const { agentId: byId, name: byName } = person;
  const job = { id, action, byId, byName, total: conversationIds.length, createdAt: tx.now, doneAt: null };
  if (await bulkJobs(tx).add(job, conversationIds)) {
    await tx.schedule(runBulkJob, id, tx.now, {});
    return readBulkJob(tx.manager, id);
  }
  const known = await readBulkJob(tx.manager, id);
  const asked = new Set<string>(conversationIds);
  const isSame =
    known.action === action &&
    known.items.length === asked.size &&
    known.items.every(({ conversationId }) => asked.has(conversationId));
  if (!isSame) throw new Refusal('already-exists', 'There is another job with this id.');
  return known;
}

/** How many are done in one transaction. */
const atOnce = 200;

/** Does some of a job; true when there is more. */
export async function doSome(tx: Transaction, id: string): Promise<boolean> {
  const ids = await bulkJobs(tx).pending(id, atOnce);
  const found = await conversations(tx).find(ids);
  const decided = [...found.values()].map((before) => ({ before, ...forceClose(before, tx.now) }));
  await keepAll(tx, decided);
  const changed = new Set(decided.filter(({ change }) => change).map(({ before }) => before.id));
  await bulkJobs(tx).settle(
    id,
    ids.map((conversationId) => {
      if (!found.has(conversationId)) return { conversationId, result: 'refused', code: 'conversation-not-found' };
      return { conversationId, result: changed.has(conversationId) ? 'done' : 'unchanged', code: null };
    }),
  );
  if (ids.length === atOnce) return true;
  await bulkJobs(tx).done(id, tx.now);
  return false;
}
