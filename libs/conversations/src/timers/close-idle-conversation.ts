import { z } from 'zod';
import { conversationId, type WorkstreamId } from '#contracts';
import { defineBulkTimer, type Transaction } from '#event-bus';
import { closesAt, type Limits } from '../domain/closing.ts';
import type { Conversation } from '../domain/conversation.ts';
import { closeIdleConversations } from '../use-cases/close-idle-conversations.ts';

/**
 * Looks at a conversation when it may have been idle for too long, and again when that will be the next time. Texts do not move
 * it, so that a text costs nothing here: it is never later than the moment to close, and moves itself when it is too early.
 */
export const closeIdle = defineBulkTimer('close-idle-conversation', z.object({}), (tx, due) =>
  closeIdleConversations(
    tx,
    due.map(({ tx: within, subject }) => ({ within, id: conversationId.parse(subject) })),
  ),
);

/** For conversations that are new, and for those whose moment to close came nearer. */
export async function planClosing(
  tx: Transaction,
  conversations: readonly Conversation[],
  limits: (workstreamId: WorkstreamId | null) => Limits,
): Promise<void> {
  const planned = conversations.map((conversation) => ({
    subject: conversation.id,
    dueAt: closesAt(conversation, limits(conversation.workstreamId)),
    data: {},
  }));
  await tx.scheduleAll(
    closeIdle,
    planned.filter((timer): timer is typeof timer & { dueAt: Date } => timer.dueAt !== null),
  );
}
