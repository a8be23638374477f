import { type ChannelId, type CreateChannelRequest, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { workstreams } from '../storage/workstreams.ts';
import { sayChannel } from './say-channel.ts';

/** Wires a free number to a workstream. From the event on, texts to that number are taken in (product.md 5, R43). */
export async function createChannel(tx: Transaction, id: ChannelId, request: CreateChannelRequest): Promise<Channel> {
  const known = await channels(tx).find(id);
  if (known) {
    const { slug, name, workstreamId, numberId, language } = request;
    const isSame =
      known.slug === slug &&
      known.name === name &&
      known.workstreamId === workstreamId &&
      known.numberId === numberId &&
      known.language === language;
    if (isSame) return known;
    throw new Refusal('already-exists', 'There is a channel with this id and other contents.', 'id');
  }
  if (!(await workstreams(tx).exists(request.workstreamId))) {
    throw new Refusal('workstream-not-found', 'There is no such workstream.', 'workstreamId');
  }
  const numberAndAccount = await accounts(tx).number(request.numberId);
  if (await channels(tx).isSlugTaken(request.slug)) {
    throw new Refusal('slug-taken', `Another channel is called ${request.slug}.`, 'slug');
  }
  if (await channels(tx).isNumberTaken(request.numberId)) {
    throw new Refusal('number-taken', `${numberAndAccount.number.address} is already wired to a channel.`, 'numberId');
  }
  const channel: Channel = { id, version: 1, ...request, createdAt: tx.now, changedAt: tx.now };
  await channels(tx).insert(channel);
  sayChannel(tx, channel, numberAndAccount);
  return channel;
}
