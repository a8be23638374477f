import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { howFilesLeave, mayLeaveWithLinks, sendWithLinks } from '../domain/files-out.ts';
import { linksIn } from '../media/media-links.ts';
import { copies } from '../storage/copies.ts';
import { media } from '../storage/media.ts';
import { senders } from '../storage/senders.ts';

/**
 * Of texts that just ended, those that come again by themselves, because the provider or the carrier did not take their files: with links to
 * these, which expire as every link to a customer does (twilio.md 4.11). Once a text, as long as the settings say so and its files are all here.
 */
export async function withLinksInstead(tx: Transaction, ended: readonly Delivery[]): Promise<readonly Delivery[]> {
  const able = ended.filter((delivery) => mayLeaveWithLinks(delivery, tx.now));
  if (able.length === 0 || !(await senders(tx).settings()).filesAsLinks) return [];
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
