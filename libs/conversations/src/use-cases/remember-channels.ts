import type { channelChanged, EventOf } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { routeTo } from '../domain/conversation.ts';
import { copyKeeper } from '../keeping.ts';
import { conversations } from '../storage/conversations.ts';
import { copies } from '../storage/copies.ts';
import { makeReady } from './make-ready.ts';
import { showConversation } from './say.ts';

/** Keeps the channels as they are now. Customers who wrote to one before we knew it are routed from here on. */
export async function rememberChannels(
  tx: Transaction,
  events: readonly EventOf<typeof channelChanged>[],
): Promise<void> {
  const stored = await copies(tx).rememberChannels(newestOf(events, ({ channelId }) => channelId));
  if (stored.length === 0) return;
  const channels = new Map(stored.map((channel) => [channel.channelId, channel]));
  const waiting = await conversations(tx).withoutWorkstream([...channels.keys()]);
  const changed = waiting.map((before) => ({
    before,
    conversation: routeTo(before, channels.get(before.channelId)!.workstreamId),
  }));
  await conversations(tx).saveChanges(changed);
  await makeReady(
    tx,
    changed
      .filter(({ conversation }) => conversation.status === 'open')
      .map(({ conversation }) => ({ cause: tx, conversation, channel: channels.get(conversation.channelId) })),
  );
  for (const change of changed) {
    const channel = channels.get(change.conversation.channelId)!;
    showConversation(tx, change, channel);
  }
  await copyKeeper.stored(
    tx,
    stored.map(({ channelId, version, state, how }) => ({ kind: 'channel', id: channelId, version, state, how })),
  );
}
