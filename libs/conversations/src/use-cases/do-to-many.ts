import { type BulkRequest, type BulkView, type ConversationId, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { done, type Outcome, refused, unchanged } from '../domain/bulk.ts';
import { forceClose } from '../domain/closing.ts';
import type { Conversation } from '../domain/conversation.ts';
import { readBulkJob } from '../queries/bulk-jobs.ts';
import { type BulkJob, bulkJobs } from '../storage/bulk-jobs.ts';
import { settings } from '../storage/configuration-copies.ts';
import { conversations } from '../storage/conversations.ts';
import { runBulkJob } from '../timers/run-bulk-job.ts';
import { mustBeOn } from './accompany.ts';
import { maskedWords } from './hide-words.ts';
import { keepAll } from './keep.ts';
import { messageMany } from './message-many.ts';
import { notifyMany } from './notify-many.ts';

/**
 * A supervisor does something to many conversations (product.md 18.4): what became of each is read under the same id. The id is the client's:
 * the same once more is the same. Refuses with `turned-off`, `too-many`, `nothing-found` (by the filter), and `already-exists` for another job
 * under this id.
 */
export async function doToMany(
  tx: Transaction,
  person: Person,
  { id, action, conversationIds, ...asked }: BulkRequest & { readonly id: string },
): Promise<BulkView> {
  const { title = null, text: words = null, filter = null } = asked;
  if (action === 'force-close') await mustBeOn(tx, 'forceClose');
  const { organisation } = await settings(tx).inForce();
  const isMasked = action === 'message-customers' && organisation.masking.agentsFromCustomers;
  const text = words !== null && isMasked ? (await maskedWords(tx, [words]))[0]! : words;
  const known = await bulkJobs(tx).find(id);
  if (known) return sameAsKnown(tx, known, { action, title, text, filter, conversationIds });

  const most = organisation.bulk.conversations;
  const chosen = conversationIds ?? (await bulkJobs(tx).found(filter ?? {}, most));
  const field = conversationIds ? 'conversationIds' : 'filter';
  if (chosen.length > most) throw new Refusal('too-many', `At most ${most} conversations at once.`, field);
  if (chosen.length === 0)
    throw new Refusal('nothing-found', 'No conversation that is not closed is like this.', field);
  const { agentId: byId, name: byName } = person;
  const job: BulkJob = {
    ...{ id, action, title, text, masked: text !== words, filter, byId, byName, total: chosen.length },
    ...{ createdAt: tx.now, doneAt: null, cancelledBy: null },
  };
  if (!(await bulkJobs(tx).add(job, chosen)))
    return sameAsKnown(tx, (await bulkJobs(tx).find(id))!, { action, title, text, filter, conversationIds });
  await tx.schedule(runBulkJob, id, tx.now, {});
  return readBulkJob(tx.manager, id);
}

async function sameAsKnown(
  tx: Transaction,
  known: BulkJob,
  asked: Pick<BulkJob, 'action' | 'title' | 'text' | 'filter'> & Pick<BulkRequest, 'conversationIds'>,
): Promise<BulkView> {
  const view = await readBulkJob(tx.manager, known.id);
  const what = ({ action, title, text, filter }: Pick<BulkJob, 'action' | 'title' | 'text' | 'filter'>) =>
    JSON.stringify([action, title, text, filter && Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  const named = asked.conversationIds && new Set<string>(asked.conversationIds);
  const areSame =
    !named || (view.items.length === named.size && view.items.every(({ conversationId: one }) => named.has(one)));
  if (what(known) === what(asked) && areSame) return view;
  throw new Refusal('already-exists', 'There is another job with this id.', 'id');
}

/** Whoever has been come to stays as they are; the others are left alone. Once more, or when it is over, is the same. Refuses with `bulk-job-not-found`. */
export async function cancelBulkJob(tx: Transaction, { agentId, name }: Person, id: string): Promise<BulkView> {
  const job = await bulkJobs(tx).lock(id);
  if (job && !job.doneAt) {
    await bulkJobs(tx).cancel(id, { agentId, name }, tx.now);
    await tx.cancel(runBulkJob, id);
  }
  return readBulkJob(tx.manager, id);
}

/** How many are done in one transaction. */
const atOnce = 200;

const actions: Record<
  BulkJob['action'],
  (tx: Transaction, job: BulkJob, found: readonly Conversation[]) => Promise<ReadonlyMap<ConversationId, Outcome>>
> = { 'force-close': closeMany, 'message-customers': messageMany, 'notify-agents': notifyMany };

/** Does some of a job; true when there is more. What was done and what became of it are kept together, so that nothing is ever done twice. */
export async function doSome(tx: Transaction, id: string): Promise<boolean> {
  const job = await bulkJobs(tx).lock(id);
  if (!job || job.doneAt) return false;
  const ids = await bulkJobs(tx).pending(id, atOnce);
  const found = await conversations(tx).find(ids);
  const outcomes = await actions[job.action](tx, job, [...found.values()]);
  await bulkJobs(tx).settle(
    id,
    ids.map((conversationId) => ({
      conversationId,
      ...(outcomes.get(conversationId) ?? refused('conversation-not-found')),
    })),
  );
  if (ids.length === atOnce) return true;
  await bulkJobs(tx).done(id, tx.now);
  return false;
}

async function closeMany(tx: Transaction, _job: BulkJob, found: readonly Conversation[]) {
  const decided = found.map((before) => ({ before, ...forceClose(before, tx.now) }));
  await keepAll(tx, decided);
  return new Map(
    decided.map(({ before, change }): [ConversationId, Outcome] => [before.id, change ? done : unchanged()]),
  );
}
