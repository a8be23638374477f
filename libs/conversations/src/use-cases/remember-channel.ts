import type { channelChanged, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { routeTo } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { copies } from '../storage/copies.ts';
import { sayReady, showConversation } from './say.ts';

/** Keeps the channel as it is now. Customers who wrote to it before we knew it are routed from here on. */
export async function rememberChannel(
  tx: Transaction,
  { data: channel }: EventOf<typeof channelChanged>,
): Promise<void> {
  if (!(await copies(tx).rememberChannel(channel))) return;
  const waiting = await conversations(tx).withoutWorkstream(channel.channelId);
  const changed = waiting.map((before) => ({ before, conversation: routeTo(before, channel.workstreamId) }));
  await conversations(tx).save(...changed.map(({ conversation }) => conversation));
  for (const change of changed) {
    if (change.conversation.status === 'open') sayReady(tx, change.conversation, channel);
    showConversation(tx, change, channel);
  }
}
