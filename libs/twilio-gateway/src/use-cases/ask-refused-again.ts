import { type AccountId, dayMs } from '#contracts';
import type { Transaction } from '#event-bus';
import { askedAgain } from '../domain/media.ts';
import { media } from '../storage/media.ts';

/** Older ones were asked for again often enough. */
const keptMs = 30 * dayMs;
const atMost = 1_000;

/**
 * The provider lets these accounts in, or they have other credentials: the files of customers that it refused the old ones are asked for again,
 * the newest first (product.md 2: replacing a token loses nothing).
 */
export async function askRefusedAgain(tx: Transaction, accountIds: readonly AccountId[]): Promise<void> {
  const refused = await media(tx).refusedTo(accountIds, new Date(tx.now.getTime() - keptMs), atMost);
  if (refused.length === 0) return;
  // while it is awaited there is nothing to say of a file
  await media(tx).save(refused.map((file) => askedAgain(file, tx.now)));
  tx.wake('fetch-media');
}
