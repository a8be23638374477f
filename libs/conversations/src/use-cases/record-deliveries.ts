import type { deliveryChanged, EventOf, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Message, recordDelivery } from '../domain/message.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { recordOutboundOutcomes } from './record-outbound-outcomes.ts';
import { showMessage } from './say.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * Our texts came further on their way; they only go forward, by the gateway's version. The gateway learned of each of them
 * from us, after the commit that wrote it: one that is not here was erased, and what becomes of it changes nothing.
 */
export async function recordDeliveries(
  tx: Transaction,
  events: readonly EventOf<typeof deliveryChanged>[],
): Promise<void> {
  const found = await messages(tx).lock(events.map(({ data }) => data.messageId));
  const changes = new Map<MessageId, Message>();
  for (const { data } of events) {
    const before = changes.get(data.messageId) ?? found.get(data.messageId);
    if (!before) continue;
    const message = recordDelivery(before, { ...data, changedAt: new Date(data.changedAt) });
    if (message !== before) changes.set(message.id, message);
  }
  const changed = [...changes.values()];
  await messages(tx).saveDeliveries(changed);
  await recordOutboundOutcomes(tx, changed);

  await tellOfFailures(
    tx,
    changed.filter(({ id, ...message }) => hasFailed(message) && !hasFailed(found.get(id)!)),
  );

  const readers = await conversations(tx).readersOf(changed.map(({ conversationId }) => conversationId));
  for (const message of changed) showMessage(tx, message, readers.get(message.conversationId) ?? []);
}

const hasFailed = ({ deliveryState }: Pick<Message, 'deliveryState'>): boolean =>
  deliveryState === 'failed' || deliveryState === 'undelivered';

/** A text did not reach the customer: the agent's thread says so (product.md 21.2). */
async function tellOfFailures(tx: Transaction, failed: readonly Message[]): Promise<void> {
  if (failed.length === 0) return;
  const found = await conversations(tx).find(failed.map(({ conversationId }) => conversationId));
  await writeAutomated(
    tx,
    [...found.values()].map((conversation) => ({
      conversation,
      trigger: 'message-not-sent' as const,
      agentId: conversation.agentId,
    })),
  );
}
