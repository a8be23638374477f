import { type QueueId, Refusal, slug as slugSchema, type Slug } from '#contracts';
import type { Transaction } from '#event-bus';
import type { By } from '#history';
import { type Queue, settingsOf } from '../domain/queue.ts';
import { queueRules } from '../storage/queue-rules.ts';
import { queues } from '../storage/queues.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { keepQueue, queueNotFound } from './save-queue.ts';
import { saveQueueRules } from './save-queue-rules.ts';

/**
 * A queue like this one, with its members and settings, called `Copy of …` (product.md 9.2). The same copy asked for again answers it as it is
 * now. Refuses with `already-exists` for another queue under the copy's id, `queue-not-found`, `slug-taken`.
 */
export async function copyQueue(
  tx: Transaction,
  by: By,
  id: QueueId,
  copy: { readonly id: QueueId; readonly slug?: Slug | undefined },
): Promise<Queue> {
  // before the queues: its rules name skills
  await staffDefinitions(tx).oneAtATime();
  await queues(tx).oneAtATime();
  const made = await queues(tx).find(copy.id);
  if (made) {
    const isSame = made.copiedFrom === id && !made.removedAt && (copy.slug ?? made.slug) === made.slug;
    if (isSame) return made;
    throw new Refusal('already-exists', 'There is a queue with this id that is not this copy.', 'id');
  }
  const known = await queues(tx).find(id);
  if (!known || known.removedAt) throw queueNotFound();
  const settings = settingsOf(known, await queues(tx).membersOf(id));
  const slug = copy.slug ?? (await freeSlug(tx, `copy-of-${known.slug}`));
  const asked = { ...settings, slug, name: `Copy of ${known.name}`.slice(0, 200) };
  const queue = await keepQueue(tx, by, copy.id, asked, null, 'created', id);
  const rules = await queueRules(tx).find(id);
  if (rules) await saveQueueRules(tx, by, copy.id, rules.body, 1);
  return queue;
}

/** `copy-of-billing`, or with the first number that is free. */
export async function freeSlug(tx: Transaction, wanted: string): Promise<Slug> {
  const taken = new Set<string>(await queues(tx).slugs());
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : `-${n}`;
    const slug = wanted.slice(0, 60 - end.length).replace(/-+$/, '') + end;
    if (!taken.has(slug)) return slugSchema.parse(slug);
  }
}
