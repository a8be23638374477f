import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { meaningOf } from '../domain/error-codes.ts';
import { consents } from '../storage/consents.ts';
import { copies } from '../storage/copies.ts';
import { sayConsent } from './say-consent.ts';

/** The provider refused a text because the customer opted out there (product.md 30.5): now the ledger knows it, too. */
export async function recordRefusedConsent(
  tx: Transaction,
  before: Delivery,
  { messageId, channelId, to: customer, errorCode }: Delivery,
): Promise<void> {
  if (errorCode === null || before.errorCode === errorCode || !meaningOf(errorCode).optsOut) return;
  const channel = await copies(tx).channel(channelId);
  if (!channel) return;
  await consents(tx).lock([customer]);
  const pair = { number: channel.number, customer };
  if ((await consents(tx).standingOf([pair])).of(pair) === 'opted-out') return;
  const pools = await consents(tx).poolsOf([channel.number]);
  const entry = {
    id: tx.newId(),
    sender: pools.get(channel.number) ?? channel.number,
    customer,
    status: 'opted-out' as const,
    source: 'provider-error' as const,
    at: tx.now,
    actorId: null,
    actorName: null,
    messageId,
    word: null,
    comment: '',
  };
  await sayConsent(tx, await consents(tx).add([entry]));
}
