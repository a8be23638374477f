import { dayMs } from '#contracts';
import { firstIdAt, type Transaction } from '#event-bus';
import { forgetOldWork } from '../storage/old-work.ts';

/** How long it can be told what became of work (product.md 37): thirteen months, so that a month can be compared with that of the year before. */
export const workKeptDays = 400;

/**
 * Forgets work that was done longer ago than that, with its offers, advice, stays in queues and overflow, and conversations that are over and of
 * which no work is left: `atOnce` rows of each table in one transaction. What somebody has, and what waits for its customer, stays. True: there is more.
 */
export async function trimWork(tx: Transaction, atOnce = 1_000): Promise<boolean> {
  const before = new Date(tx.now.getTime() - workKeptDays * dayMs);
  return forgetOldWork(tx, { before, firstId: firstIdAt(before), atMost: atOnce });
}
