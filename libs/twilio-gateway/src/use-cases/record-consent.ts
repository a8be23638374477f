import { type Address, type ConsentEntryView, type Person, type RecordConsentRequest, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { consentEntryViewOf } from '../queries/consent.ts';
import { consents } from '../storage/consents.ts';
import { refuseUnheard } from '../storage/heard-from.ts';
import { sayConsent } from './say-consent.ts';

/**
 * Somebody records what a customer said elsewhere (product.md 30.1). Agents may opt out only; administrators may also opt in, which the
 * provider does not hear of: where it blocks the customer itself, only their own START helps. The id is the client's: the same once more
 * answers what is there. Refuses with `not-allowed`, `number-not-found`, `already-exists` for another entry under this id, and with `unreadable`
 * a customer's name or number without a plus that nobody wrote from.
 */
export async function recordConsent(
  tx: Transaction,
  person: Person,
  id: string,
  { number, customer, status, comment }: RecordConsentRequest,
): Promise<ConsentEntryView> {
  const isAdministrator = person.roles.includes('administrator');
  if (status === 'opted-in' && !isAdministrator)
    throw new Refusal('not-allowed', 'Only administrators record that a customer may be texted again.', 'status');
  await consents(tx).lock([customer]);
  const sender = (await consents(tx).poolsOf([number])).get(number) ?? number;
  const existing = await consents(tx).find(id);
  if (existing) {
    const isSame = existing.customer === customer && existing.status === status && existing.comment === comment;
    const isTheirs = existing.actorId === person.agentId && [number, sender].includes(existing.sender);
    if (isSame && isTheirs) return consentEntryViewOf(existing);
    throw new Refusal('already-exists', 'There is another entry with this id.', 'id');
  }
  await mustKnow(tx, [number]);
  await refuseUnheard(tx.manager, customer, 'customer');
  const [entry] = await consents(tx).add([
    {
      id,
      sender,
      customer,
      status,
      source: isAdministrator ? 'administrator' : 'agent',
      at: tx.now,
      actorId: person.agentId,
      actorName: person.name,
      messageId: null,
      word: null,
      comment,
    },
  ]);
  await sayConsent(tx, [entry!]);
  return consentEntryViewOf(entry!);
}

async function mustKnow(tx: Transaction, numbers: readonly Address[]): Promise<void> {
  const known = await consents(tx).knownAmong(numbers);
  if (!numbers.every((number) => known.has(number)))
    throw new Refusal('number-not-found', 'None of our channels has this number.', 'number');
}
