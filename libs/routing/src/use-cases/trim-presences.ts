import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';
import { presenceSpans } from '../storage/presence-spans.ts';

/** How long it can be told what agents were (product.md 37): thirteen months, so that a month can be compared with that of the year before. */
export const presencesKeptDays = 400;

/** Forgets what agents were longer ago than that, `atOnce` spans in one transaction; what each was at its beginning stays. True: there is more. */
export async function trimPresences(tx: Transaction, atOnce = 5_000): Promise<boolean> {
  const since = new Date(tx.now.getTime() - presencesKeptDays * dayMs);
  return (await presenceSpans(tx).forgetBefore(since, atOnce)) === atOnce;
}
