import type { EventOf, textsExpired } from '#contracts';
import type { Transaction } from '#event-bus';
import { forgetWork } from './forget-work.ts';

/** Conversations were kept as long as they may be (product.md 34): of their work is kept what is counted. */
export async function forgetExpired(tx: Transaction, events: readonly EventOf<typeof textsExpired>[]): Promise<void> {
  const ids = [...new Set(events.flatMap(({ data }) => data.conversationIds ?? []))].sort();
  if (ids.length > 0) await forgetWork(tx, 'conversation', ids, ids);
}
