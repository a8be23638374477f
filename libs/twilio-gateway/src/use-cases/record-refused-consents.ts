import type { Address, ChannelId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import type { Channel } from '../domain/account.ts';
import type { Delivery } from '../domain/delivery.ts';
import { meaningOf } from '../domain/error-codes.ts';
import { consents } from '../storage/consents.ts';
import { sayConsent } from './say-consent.ts';

/**
 * The provider refused texts because their customers opted out there (product.md 30.5): now the ledger knows it, too. It was so when the
 * provider was asked, however late we hear of it: who came back since is not opted out again.
 */
export async function recordRefusedConsents(
  tx: Transaction,
  refused: readonly { readonly after: Delivery; readonly cause?: Cause }[],
  channels: ReadonlyMap<ChannelId, Channel>,
): Promise<void> {
  const refusals = refused.flatMap(({ after, cause }) => {
    const { messageId, channelId, to: customer, errorCode, submittedAt } = after;
    const number = channels.get(channelId)?.number;
    const optsOut = errorCode !== null && meaningOf(errorCode).optsOut;
    return number !== undefined && optsOut ? [{ number, customer, messageId, cause, at: submittedAt ?? tx.now }] : [];
  });
  if (refusals.length === 0) return;
  await consents(tx).lock(refusals.map(({ customer }) => customer));
  const standings = await consents(tx).standingOf(refusals);
  const news = refusals.filter((refusal) => {
    const known = standings.lastWordOn(refusal);
    return !known || (known.status !== 'opted-out' && known.at < refusal.at);
  });
  const pools = await consents(tx).poolsOf(news.map(({ number }) => number));
  const senderOf = (number: Address) => pools.get(number) ?? number;
  const bySubject = Map.groupBy(news, ({ number, customer }) => `${senderOf(number)} ${customer}`);
  const entries = [...bySubject.values()].map((refusals) => {
    const { number, customer, messageId, cause, at } = refusals[0]!;
    return {
      id: tx.newId(),
      sender: senderOf(number),
      customer,
      status: 'opted-out' as const,
      source: 'provider-error' as const,
      at,
      actorId: null,
      actorName: null,
      messageId,
      word: null,
      comment: '',
      cause,
    };
  });
  await sayConsent(tx, await consents(tx).add(entries));
}
