import { type MessageId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { endedByFiles, givenUpWith, howFilesLeave, mayLeaveWithLinks, sendWithLinks } from '../domain/files-out.ts';
import { linksIn } from '../media/media-links.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { media } from '../storage/media.ts';
import { senders } from '../storage/senders.ts';
import { placeDeliveries } from './place-deliveries.ts';
import { lockWholes, sayDeliveries } from './say-delivery.ts';

/**
 * Of texts that just ended, those that come again by themselves, because the provider or the carrier did not take their files: with links to
 * these, which expire as every link to a customer does (twilio.md 4.11). Once a text, as long as the settings say so and its files are all here.
 */
export async function withLinksInstead(tx: Transaction, ended: readonly Delivery[]): Promise<readonly Delivery[]> {
  const able = ended.filter((delivery) => mayLeaveWithLinks(delivery, tx.now));
  if (able.length === 0 || !(await senders(tx).settings()).filesAsLinks) return [];
  return withLinks(tx, able);
}

/** The next round of each of these, with links instead of its files; none of one whose files are not all here, or that took none along. */
async function withLinks(tx: Transaction, able: readonly Delivery[]): Promise<readonly Delivery[]> {
  const channels = await copies(tx).channels(able.map(({ channelId }) => channelId));
  const files = Map.groupBy(await media(tx).of(able.map(({ wholeId }) => wholeId)), ({ messageId }) => messageId);
  return able.flatMap((delivery) => {
    const channel = channels.get(delivery.channelId);
    const its = files.get(delivery.wholeId) ?? [];
    const areHere = its.length > 0 && its.every(({ state }) => state === 'stored');
    if (!channel || !areHere || howFilesLeave(channel.number, channel.provider) !== 'mms') return [];
    const links = its.map(({ id }) => linksIn(tx).forCustomer(id, tx.now));
    return sendWithLinks(delivery, links, tx.now, () => tx.newId());
  });
}

/**
 * Somebody wants a text sent again with links, whose files the provider or the carrier did not take (twilio.md 4.11); once, however often they
 * ask. Refused as `text-not-found`, `text-state` (it did not end because of files) and `media-gone`.
 */
export async function sendAsLinks(tx: Transaction, id: MessageId): Promise<void> {
  await lockWholes(tx, [id]);
  const all = await deliveries(tx).ofWholes([id]);
  if (all.length === 0) throw new Refusal('text-not-found', 'There is no such text of ours.', 'messageId');
  const ended = endedByFiles(all, tx.now);
  if (ended === null) return;
  const withThem = await withLinks(tx, [ended]);
  if (withThem.length === 0) throw new Refusal('media-gone', 'Its files are not here any more.', 'messageId');
  const others = givenUpWith(ended, all, tx.now, () => tx.newId());
  const anew = await placeDeliveries(tx, [...withThem, ...others]);
  await deliveries(tx).add(anew);
  tx.wake('send-deliveries');
  await sayDeliveries(
    tx,
    anew.map((after) => ({ after })),
  );
}
