import type { Address, dispositionsRecorded, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { consents } from '../storage/consents.ts';
import { forgetting } from '../storage/forgetting.ts';
import { sayConsent } from './say-consent.ts';

type DispositionsRecorded = EventOf<typeof dispositionsRecorded>;

/**
 * An agent said of a customer that they are not to be contacted: since then they are opted out, as by an agent's own entry (product.md 30, 35),
 * but for who came back before we heard of it.
 * One who was forgotten since is opted out under no name, and nobody hears of it (decisions R).
 */
export async function followDispositions(tx: Transaction, events: readonly DispositionsRecorded[]): Promise<void> {
  const asked = events.flatMap((event) => {
    const code = event.data.dispositions.find(({ effect }) => effect === 'do-not-contact');
    return code ? [{ cause: tx.causedBy(event).cause, ...event.data, at: new Date(event.data.recordedAt), code }] : [];
  });
  if (asked.length === 0) return;
  await consents(tx).lock(asked.map(({ customer }) => customer));
  const standings = await consents(tx).standingOf(asked);
  const isNews = (one: (typeof asked)[number]) => {
    const known = standings.lastWordOn(one);
    return !known || (known.status !== 'opted-out' && known.at < one.at);
  };
  const pools = await consents(tx).poolsOf(asked.map(({ number }) => number));
  const wanted = new Map(asked.filter(isNews).map((one) => [`${one.number} ${one.customer}`, one]));
  const entries = [...wanted.values()].map(({ cause, number, customer, at, code }) => ({
    cause,
    id: tx.newId(),
    sender: (pools.get(number) ?? number) as Address,
    customer,
    status: 'opted-out' as const,
    source: 'agent' as const,
    at,
    actorId: code.by.agentId,
    actorName: code.by.name,
    messageId: null,
    word: null,
    comment: code.name,
  }));
  const added = await consents(tx).add(entries);
  const forgotten = await forgottenAmong(tx, [...wanted.values()]);
  await sayConsent(
    tx,
    added.filter(({ customer }) => !forgotten.has(customer)),
  );
}

async function forgottenAmong(
  tx: Transaction,
  told: readonly { readonly customer: Address; readonly recordedAt: string }[],
): Promise<ReadonlySet<Address>> {
  const late = await forgetting(tx).forgottenSince(
    told.map(({ customer, recordedAt }) => ({ customer, at: new Date(recordedAt) })),
  );
  const forgotten = new Set(told.flatMap(({ customer }, n) => (late.has(n) ? [customer] : [])));
  if (forgotten.size > 0) await consents(tx).forget([...forgotten]);
  return forgotten;
}
