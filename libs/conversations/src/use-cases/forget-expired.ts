import { dayMs, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { blank } from '../storage/blank.ts';
import { retention } from '../storage/retention.ts';
import { sayTextsForgotten } from './say-texts-forgotten.ts';

/** How many conversations are forgotten in one transaction. */
const atOnce = 200;

/** Forgets what a workstream's conversations said that were closed longer than so many days ago (product.md 34). True when there may be more. */
export async function forgetExpired(tx: Transaction, workstreamId: WorkstreamId, keepDays: number): Promise<boolean> {
  const before = new Date(tx.now.getTime() - keepDays * dayMs);
  const expired = await retention(tx).expired(workstreamId, before, atOnce);
  const last = expired.at(-1);
  if (!last) return false;
  await blank(
    tx,
    expired.map(({ id }) => id),
  );
  await retention(tx).mark(last.id);
  await sayTextsForgotten(tx, expired);
  return expired.length === atOnce;
}
