import type { Transaction } from '#event-bus';
import { customWork } from '../storage/custom-work.ts';
import { asCut, linesIn } from '../storage/lines.ts';
import { uncutItems } from '../storage/uncut-items.ts';

/**
 * Looks at waiting items with the rules of their queues, where these have not seen them as they are (product.md 11.4): what has just come, what of
 * which more is known, and all of a queue of which the rules changed. It is kept what rules see of each and its place, so that a cycle needs to
 * look at no more than it can place, however much waits. Answers how many were looked at, `most` at most.
 */
export async function cutWork(tx: Transaction, most: number): Promise<number> {
  const rows = await linesIn(tx);
  const custom = await customWork(tx, rows);
  return uncutItems(tx).cut(asCut(rows, custom).uncut, custom, most);
}
