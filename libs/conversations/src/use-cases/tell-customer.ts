import { messageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { lastOf } from '../domain/receiving.ts';
import { readersOf } from '../domain/handling.ts';
import { authorOf, automaticText, type Message } from '../domain/message.ts';
import type { Channel } from '../storage/copies.table.ts';
import { messages } from '../storage/messages.ts';
import { sayWritten, showMessage } from './say.ts';

/** Who writes when no agent does. */
export interface Teller {
  readonly kind: 'bot' | 'campaign';
  readonly name: string;
  /** Smaller leaves first. */
  readonly priority: number;
  readonly validUntil?: Date | null;
}

/** Writes a text that no agent wrote into a conversation, on its way to the customer. Answers the conversation as it is now, to be saved by the caller. */
export async function tellCustomer(
  tx: Transaction,
  before: Conversation,
  channel: Channel,
  body: string,
  { kind, name, priority, validUntil = null }: Teller,
): Promise<{ conversation: Conversation; message: Message }> {
  const version = before.version + 1;
  const message = automaticText(
    { id: messageId.parse(tx.newId()), conversationId: before.id, body, receivedAt: tx.now, position: version },
    { kind, name },
  );
  await messages(tx).add(message);
  sayWritten(tx, message, before, channel, { author: kind, priority, validUntil });
  showMessage(tx, message, readersOf(before));
  return { conversation: appended(before, message), message };
}

/** A conversation with a text of ours that no agent wrote at its end. */
export const appended = (before: Conversation, message: Message): Conversation => ({
  ...before,
  ...lastOf(before, { ...message, at: message.receivedAt }, authorOf(message)),
  version: before.version + 1,
  waitingSince: null,
  lastActivityAt: message.receivedAt,
});
