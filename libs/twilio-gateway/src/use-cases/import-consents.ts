import type { Address, ConsentStatus, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { consents } from '../storage/consents.ts';
import { sayConsent } from './say-consent.ts';

/** One line of an imported table. */
export interface ImportedConsent {
  readonly number: Address;
  readonly customer: Address;
  readonly status: ConsentStatus;
  /** When it was said; null: now. */
  readonly at: Date | null;
  readonly comment: string;
}

/**
 * Takes some lines of a table into the ledger, in their order; answers how many of them said something new. What is known, and what is
 * older than what is known, is passed over: so an import that was interrupted is simply done again.
 */
export async function importConsents(
  tx: Transaction,
  person: Person,
  lines: readonly ImportedConsent[],
): Promise<number> {
  await consents(tx).lock(lines.map(({ customer }) => customer));
  const standings = await consents(tx).standingOf(lines);
  const pools = await consents(tx).poolsOf(lines.map(({ number }) => number));
  const entries = [];
  for (const { number, customer, status, at, comment } of lines) {
    const pair = { number, customer };
    const known = standings.lastWordOn(pair);
    const when = at ?? tx.now;
    if (known && (known.status === status || known.at > when)) continue;
    const entry = {
      id: tx.newId(),
      sender: pools.get(number) ?? number,
      customer,
      status,
      source: 'import' as const,
      at: when,
      actorId: person.agentId,
      actorName: person.name,
      messageId: null,
      word: null,
      comment,
    };
    entries.push(entry);
    standings.hear(pair, entry);
  }
  await sayConsent(tx, await consents(tx).add(entries));
  return entries.length;
}
