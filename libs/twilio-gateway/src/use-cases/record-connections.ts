import { type AccountId, numberConnected, type NumberId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import { connectedNumbers } from '../storage/connected-numbers.ts';

/** A number to which a signed text came in, and the request that brought it. */
export interface Texted {
  readonly accountId: AccountId;
  readonly numberId: NumberId;
  readonly cause: Cause;
}

/** Says of each number once that texts to it come to us. */
export async function recordConnections(tx: Transaction, texted: readonly Texted[]): Promise<void> {
  const numbers = texted.map(({ accountId, numberId }) => ({ accountId, numberId, connectedAt: tx.now }));
  const first = await connectedNumbers(tx).keep(numbers);
  for (const { accountId, numberId, cause } of texted) {
    if (first.has(numberId))
      tx.withCause(cause).publish(numberConnected, { accountId, numberId, connectedAt: tx.now.toISOString() });
  }
}
