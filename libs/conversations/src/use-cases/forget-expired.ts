import { dayMs, textsExpired, type WorkstreamId } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { blank } from '../storage/blank.ts';
import { retention } from '../storage/retention.ts';

/** How many conversations are forgotten in one transaction, and how many texts are told of in one event. */
const atOnce = 200;
const textsAtOnce = 1000;

/** Forgets what a workstream's conversations said that were closed longer than so many days ago (product.md 34). True when there may be more. */
export async function forgetExpired(tx: Transaction, workstreamId: WorkstreamId, keepDays: number): Promise<boolean> {
  const before = new Date(tx.now.getTime() - keepDays * dayMs);
  const expired = await retention(tx).expired(workstreamId, before, atOnce);
  const last = expired.at(-1);
  if (!last) return false;
  const ids = expired.map(({ id }) => id);
  const texts = await retention(tx).textsOf(ids);
  const customers = [...new Set(expired.map(({ customer }) => customer))];
  await blank(tx, ids);
  await retention(tx).mark(last.id);
  const [first = [], ...others] = chunks(texts, textsAtOnce);
  const expiredAt = tx.now.toISOString();
  tx.publish(textsExpired, { messageIds: first, customers, conversationIds: ids, expiredAt });
  for (const messageIds of others) tx.publish(textsExpired, { messageIds, customers, expiredAt });
  return expired.length === atOnce;
}
