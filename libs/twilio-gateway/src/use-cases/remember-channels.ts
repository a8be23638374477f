import type { channelChanged, EventOf } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { lifeIn } from '../domain/account.ts';
import { isKnown } from '../domain/known-providers.ts';
import { copyKeeper } from '../keeping.ts';
import { channelSettings } from '../storage/channel-settings.ts';
import { copies } from '../storage/copies.ts';
import { followChannels } from './follow-channels.ts';

/** Keeps copies of channels. Texts to their numbers are taken in from here on; texts that were written before may leave. */
export async function rememberChannels(
  tx: Transaction,
  events: readonly EventOf<typeof channelChanged>[],
): Promise<void> {
  const ours = newestOf(events, ({ channelId }) => channelId).flatMap((data) =>
    isKnown(data.provider) ? [{ ...data, provider: data.provider }] : [],
  );
  const stored = await copies(tx).rememberChannels(
    ours.map(({ formerly = [], ...data }) => ({ ...data, formerly, id: data.channelId, state: lifeIn(data.state) })),
  );
  await channelSettings(tx).remember(
    ours.map(({ channelId: id, version, language, settings }) => ({
      id,
      version,
      language,
      customersMayAttach: settings?.customersMayAttach ?? false,
      agentsMayAttach: settings?.agentsMayAttach ?? false,
    })),
  );
  await followChannels(tx, events);
  const told = ours.filter(({ channelId }) => stored.has(channelId));
  if (told.length === 0) return;
  await copyKeeper.stored(
    tx,
    told.map(({ channelId: id, version, state, how }) => ({ kind: 'channel', id, version, state, how })),
  );
  tx.wake('directory');
  tx.wake('send-deliveries');
}
