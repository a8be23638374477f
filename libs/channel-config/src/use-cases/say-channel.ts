import { channelChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import { inForce } from '../domain/channel-settings.ts';
import { lifeOf } from './say-life.ts';

/** Says the whole channel as it is now: its number, and the account that number is reached with. */
export function sayChannel(tx: Transaction, channel: Channel): void {
  const { id, version, slug, name, workstreamId, accountId, provider, number, language, settings, createdAt } = channel;
  const { formerly } = channel;
  tx.publish(channelChanged, {
    channelId: id,
    version,
    slug,
    name,
    workstreamId,
    accountId,
    provider,
    number,
    ...(formerly.length > 0 && { formerly: [...formerly] }),
    language,
    since: createdAt.toISOString(),
    settings: inForce(settings),
    ...lifeOf(channel),
  });
}
