import { z } from 'zod';
import { conversationId, type ConversationId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { sayHeldReady } from '../use-cases/say-held-ready.ts';

/** How long a new conversation waits for a directory of one's own, in milliseconds (product.md 18.1). */
const waitsForDirectoryMs = 1500;

/** The directory had its time: the conversation is told of with what is known. */
export const heldLongEnough = defineTimer('say-held-ready', z.object({}), (tx, subject) =>
  sayHeldReady(tx, conversationId.parse(subject)),
);

export const planReady = (tx: Transaction, ids: readonly ConversationId[]): Promise<void> =>
  tx.scheduleAll(
    heldLongEnough,
    ids.map((subject) => ({ subject, dueAt: new Date(tx.now.getTime() + waitsForDirectoryMs), data: {} })),
  );
