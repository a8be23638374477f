import { type Address, consentChanged } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import { copies } from '../storage/copies.ts';
import { consents, type Placed } from '../storage/consents.ts';

/** Says new entries of the ledger, each to all numbers that share the customer's word. */
export async function sayConsent(
  tx: Transaction,
  entries: readonly (Placed & { readonly cause?: Cause })[],
): Promise<void> {
  if (entries.length === 0) return;
  const members = await consents(tx).membersOf(entries.map(({ sender }) => sender));
  const providers = await copies(tx).providersOf(entries.map(({ sender }) => sender));
  for (const entry of entries) {
    const { id: entryId, position, sender, customer, status, source, word, messageId, actorId, actorName, at } = entry;
    const numbers = members.get(sender) ?? [sender as Address];
    (entry.cause ? tx.withCause(entry.cause) : tx).publish(consentChanged, {
      entryId,
      position,
      provider: providers.get(numbers[0]!) ?? 'twilio',
      numbers: [...numbers],
      customer,
      status,
      source,
      word,
      messageId,
      recordedBy: actorId && { agentId: actorId, name: actorName ?? '' },
      at: at.toISOString(),
    });
  }
}
