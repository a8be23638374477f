import {
  alreadyExists,
  type ChannelId,
  channelSettings,
  type CreateChannelRequest,
  definitionKinds,
  type Person,
  Refusal,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { type Channel, changeChannel, isAsAsked } from '../domain/channel.ts';
import { usesOfChannel } from '../domain/channel-settings.ts';
import { refuseUnprovisioned } from '../domain/provisioning.ts';
import { active, refuseRemoved, refuseRetired } from '../domain/retirement.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';
import { workstreams } from '../storage/workstreams.ts';
import { type Action, recordChannels } from './record-change.ts';
import { sayChannel } from './say-channel.ts';

/**
 * Wires a free number to a workstream, or changes how the channel is called and what it does (`from`: the version that the change starts
 * from; null wires). From the first event on, texts to that number are taken in (product.md 5, R43). Refuses with
 * `sms-not-provisioned`, `already-exists`, `channel-not-found`, `version-mismatch`, `workstream-not-found`, `number-not-found`, `slug-taken`, `number-taken`,
 * `workstream-fixed`, `number-fixed`, `unknown-reference`, `retired`, `already-removed`.
 */
export async function saveChannel(
  tx: Transaction,
  person: Person,
  id: ChannelId,
  asked: CreateChannelRequest,
  from: number | null,
  action?: Action,
): Promise<Channel> {
  await oneAtATime(tx);
  const known = await channels(tx).find(id);
  if (from !== null) {
    if (!known) throw new Refusal('channel-not-found', 'There is no such channel.');
    refuseOtherVersion(known.version, from);
  }
  if (known) refuseRemoved(known);
  if (known && isAsAsked(known, asked)) return known;
  if (known && from === null) throw alreadyExists(known);

  const channel = known ? changeChannel(known, asked, tx.now) : await wire(tx, id, asked);
  if (await channels(tx).isSlugTaken(asked.slug, id))
    throw new Refusal('slug-taken', `Another channel is called ${asked.slug}.`, 'slug');
  const uses = usesOfChannel(channel);
  await definitions(tx).refuseUnknown(definitionKinds, uses);
  await channels(tx).save(channel);
  await definitions(tx).saveUses({ kind: 'channel', id }, uses);
  await recordChannels(tx, person, [{ before: known, after: channel }], action);
  sayChannel(tx, channel);
  return channel;
}

async function wire(tx: Transaction, id: ChannelId, asked: CreateChannelRequest): Promise<Channel> {
  const { slug, name, workstreamId, numberId, language, settings = channelSettings.parse({}) } = asked;
  refuseUnprovisioned(await provisioning(tx).sms());
  const workstream = await workstreams(tx).find(workstreamId);
  if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.', 'workstreamId');
  refuseRetired('workstream', workstream, 'workstreamId');
  const { number, account } = await accounts(tx).number(numberId);
  refuseRetired('account', account, 'numberId');
  const withChannel = await channels(tx).withNumbers([numberId]);
  if (withChannel.size > 0)
    throw new Refusal('number-taken', `${number.address} is already wired to a channel.`, 'numberId');
  return {
    id,
    version: 1,
    slug,
    name,
    workstreamId,
    numberId,
    accountId: account.id,
    provider: account.provider,
    number: number.address,
    formerly: [],
    language,
    settings,
    ...active,
    createdAt: tx.now,
    changedAt: tx.now,
  };
}
