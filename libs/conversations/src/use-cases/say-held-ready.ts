import type { ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ConversationContext } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { sayOrFind } from './find-skills.ts';

/** Routing hears of a conversation that a directory held back, if it still does and the conversation still needs somebody. */
export async function sayHeldReady(tx: Transaction, id: ConversationId): Promise<void> {
  const conversation = await conversations(tx).get(id);
  const context = (await contexts(tx).of([id])).get(id);
  if (context?.readyHeld && context.botState !== 'with-bot') await release(tx, conversation, context);
}

/** Says it and holds it back no more. */
export async function release(
  tx: Transaction,
  conversation: Conversation,
  context: ConversationContext,
): Promise<ConversationContext> {
  const released = { ...context, readyHeld: false };
  await contexts(tx).save(released);
  const channel = (await channelsOf(tx.manager, [conversation.channelId])).get(conversation.channelId);
  if (!channel || conversation.status !== 'open') return released;
  return sayOrFind(tx, conversation, channel, released);
}
