import type { Transaction } from '#event-bus';
import { isUnsupported, type Message } from '../domain/message.ts';
import { conversations } from '../storage/conversations.ts';
import { writeAutomated } from './write-automated.ts';

/** Customers sent what cannot be shown: the agents' threads say so, once for each conversation (product.md 21.2). */
export async function tellOfUnsupported(tx: Transaction, written: readonly Message[]): Promise<void> {
  const unsupported = written.filter(isUnsupported);
  if (unsupported.length === 0) return;
  const found = await conversations(tx).find(unsupported.map(({ conversationId }) => conversationId));
  await writeAutomated(
    tx,
    [...found.values()].map((conversation) => ({
      conversation,
      trigger: 'unsupported-message' as const,
      agentId: conversation.agentId,
    })),
  );
}
