import type { ChannelId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/account.ts';
import type { Delivery } from '../domain/delivery.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import { consents, type LastWord, type Pair, type Placed } from '../storage/consents.ts';
import { sayConsent } from './say-consent.ts';

/**
 * Which of these texts must not leave, and why (product.md 30.4, 31). It holds at the commit of this transaction: whoever opts out meanwhile
 * waits for it, so that only a text that is already being submitted may still leave.
 */
export async function whoMayNotBeTexted(
  tx: Transaction,
  texts: readonly Delivery[],
  channels: ReadonlyMap<ChannelId, Channel>,
): Promise<ReadonlyMap<MessageId, 'opted-out' | 'on-block-list'>> {
  const sendable = texts.flatMap((text) => {
    const channel = channels.get(text.channelId);
    return channel ? [{ text, pair: { number: channel.number, customer: text.to } }] : [];
  });
  const customers = sendable.map(({ pair }) => pair.customer);
  await consents(tx).lockShared(customers);
  const standings = await consents(tx).standingOf(sendable.map(({ pair }) => pair));
  const blocked = await blockedNumbers(tx).blockedAmong(customers);
  const withheld = new Map<MessageId, 'opted-out' | 'on-block-list'>();
  const sayAgain = new Map<string, LastWord & Pair>();
  for (const { text, pair } of sendable) {
    if (blocked.has(pair.customer)) withheld.set(text.messageId, 'on-block-list');
    else if (standings.of(pair) === 'opted-out' && !text.answersKeyword) {
      withheld.set(text.messageId, 'opted-out');
      sayAgain.set(`${pair.number} ${pair.customer}`, { ...standings.lastWordOn(pair)!, ...pair });
    }
  }
  // the others forgot it with the customer, who is being written to again
  await sayConsent(tx, [...sayAgain.values()].flatMap(againOf));
  return withheld;
}

/** An entry from before its customer was forgotten, as it is said of them now that they are known again. */
function againOf({ forgotten, customer, status, source, at }: LastWord & Pair): Placed[] {
  if (!forgotten) return [];
  const { entryId: id, position, sender } = forgotten;
  const nobody = { actorId: null, actorName: null, messageId: null, word: null, comment: '' };
  return [{ id, position, sender, customer, status, source, at, ...nobody }];
}
