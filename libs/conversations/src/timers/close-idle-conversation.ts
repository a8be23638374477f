import { z } from 'zod';
import { conversationId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { closesAt } from '../domain/closing.ts';
import type { Conversation } from '../domain/conversation.ts';
import { closeIdleConversation } from '../use-cases/close-idle-conversation.ts';

/**
 * Looks at a conversation when it may have been idle for too long, and again when that will be the next time. Texts do not move
 * it, so that a text costs nothing here: it is never later than the moment to close, and moves itself when it is too early.
 */
export const closeIdle = defineTimer('close-idle-conversation', z.object({}), async (tx, subject) => {
  const conversation = await closeIdleConversation(tx, conversationId.parse(subject));
  if (conversation) await planClosing(tx, [conversation]);
});

/** For conversations that are new, and for those whose moment to close came nearer. */
export async function planClosing(tx: Transaction, conversations: readonly Conversation[]): Promise<void> {
  const planned = conversations.map((conversation) => ({
    subject: conversation.id,
    dueAt: closesAt(conversation),
    data: {},
  }));
  await tx.scheduleAll(
    closeIdle,
    planned.filter((timer): timer is typeof timer & { dueAt: Date } => timer.dueAt !== null),
  );
}
