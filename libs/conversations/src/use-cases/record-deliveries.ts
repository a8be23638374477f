import type { deliveryChanged, EventOf, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { markFailed } from '../domain/attending.ts';
import { type Message, recordDelivery } from '../domain/message.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { keepAll } from './keep.ts';
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
    const message = recordDelivery(before, {
      ...data,
      changedAt: new Date(data.changedAt),
      expectedAt: data.expectedAt === undefined ? null : new Date(data.expectedAt),
      triedUntil: data.triedUntil === undefined ? null : new Date(data.triedUntil),
    });
    if (message !== before) changes.set(message.id, message);
  }
  const changed = [...changes.values()];
  await messages(tx).saveDeliveries(changed);
  await recordOutboundOutcomes(tx, changed);

  await markFailures(
    tx,
    changed.filter(({ id, ...message }) => isLost(message) && !isLost(found.get(id)!)),
  );
  await tellOfFailures(
    tx,
    changed.filter(
      ({ id, ...message }) =>
        hasFailed(message) && !hasFailed(found.get(id)!) && message.deliveryReason !== 'called-back',
    ),
  );

  const readers = await conversations(tx).readersOf(changed.map(({ conversationId }) => conversationId));
  for (const message of changed) showMessage(tx, message, readers.get(message.conversationId) ?? []);
}

const hasFailed = ({ deliveryState }: Pick<Message, 'deliveryState'>): boolean =>
  deliveryState === 'failed' || deliveryState === 'undelivered';

/** Also where nobody knows whether it arrived: the agent has to look. */
const isLost = (message: Pick<Message, 'deliveryState'>): boolean =>
  hasFailed(message) || message.deliveryState === 'unknown';

/** The lists of the agent who wrote it say that a text did not arrive, until they look. */
async function markFailures(tx: Transaction, lost: readonly Message[]): Promise<void> {
  const own = lost.filter(({ authorKind }) => authorKind === 'agent');
  if (own.length === 0) return;
  const found = await conversations(tx).find(own.map(({ conversationId }) => conversationId));
  const marked = new Map(found);
  for (const { conversationId: id, authorId } of own) {
    const before = marked.get(id);
    if (before) marked.set(id, markFailed(before, authorId));
  }
  await keepAll(
    tx,
    [...found.values()].map((before) => ({ before, conversation: marked.get(before.id)!, change: null })),
  );
}

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
