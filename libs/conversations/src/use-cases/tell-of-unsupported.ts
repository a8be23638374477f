import type { Transaction } from '#event-bus';
import { isOngoing } from '../domain/conversation.ts';
import { isUnsupported, type Message } from '../domain/message.ts';
import { conversations } from '../storage/conversations.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * Customers sent what cannot be shown: the agents' threads say so, once for each conversation, and the customers are told where that is turned on and
 * their conversation goes on (product.md 21.2, 41).
 */
export async function tellOfUnsupported(tx: Transaction, written: readonly Message[]): Promise<void> {
  const unsupported = written.filter(isUnsupported);
  if (unsupported.length === 0) return;
  const found = await conversations(tx).find(unsupported.map(({ conversationId }) => conversationId));
  await writeAutomated(
    tx,
    [...found.values()].flatMap((conversation) => {
      const { agentId } = conversation;
      const toAgent = { conversation, trigger: 'unsupported-message' as const, agentId };
      const reply = { conversation, trigger: 'unsupported-message-reply' as const, agentId };
      return isOngoing(conversation.status) ? [toAgent, reply] : [toAgent];
    }),
  );
}
