import {
  type agentChanged,
  type consultUnanswered,
  type EventOf,
  type handlerChanged,
  messageId,
  type overflowEnded,
  type overflowMoved,
  type queueChanged,
} from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { endByOverflow } from '../domain/closing.ts';
import { handlerChanged as decide, partOf, present, readersOf } from '../domain/handling.ts';
import { systemLine } from '../domain/message.ts';
import { closureByOverflow } from '../domain/session.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { overflowMoves } from '../storage/overflow-moves.ts';
import { people } from '../storage/people.ts';
import { follow } from './follow.ts';
import type { Decided } from './keep.ts';
import { showMessage } from './say.ts';
import { writeAutomated } from './write-automated.ts';

/** Somebody began or ceased to handle conversations by a transfer, a consult or a supervisor's hand (product.md 17.2, 18.2-18.4). */
export async function followHandlers(
  tx: Transaction,
  events: readonly EventOf<typeof handlerChanged>[],
): Promise<void> {
  const known = await people(tx).agents(events.map(({ data }) => data.agentId));
  const decided = await follow(tx, events, (before, { data }) => ({
    ...decide(before, { ...data, name: known.get(data.agentId)?.name ?? '' }, tx.now),
    // who gave advice and is gone did not end it
    closure:
      data.mode === 'consult' && data.reason === 'agent-disconnected' ? ('agent-disconnected' as const) : undefined,
  }));
  await tellOfLostAdvisers(tx, decided, events);
  await writeAutomated(
    tx,
    decided.flatMap(({ conversation, change, queueId }) =>
      change?.reason === 'transferred-to-queue'
        ? [{ conversation, trigger: 'transfer-to-queue-initiated' as const, agentId: null, queueId }]
        : [],
    ),
  );
}

/** A line in the thread tells who asked that an adviser is gone: they did not end it (product.md 17.6, 18.3). */
async function tellOfLostAdvisers(
  tx: Transaction,
  decided: readonly Decided[],
  events: readonly EventOf<typeof handlerChanged>[],
): Promise<void> {
  const lost = new Set(
    events.flatMap(({ data: { mode, reason, conversationId, agentId } }) =>
      mode === 'consult' && reason === 'agent-disconnected' ? [`${conversationId} ${agentId}`] : [],
    ),
  );
  if (lost.size === 0) return;
  const lines = decided.flatMap(({ before, conversation }) =>
    present(before)
      .filter((one) => lost.has(`${before.id} ${one.agentId}`) && !partOf(conversation, one.agentId))
      .map(({ name }) => ({
        readers: readersOf(conversation),
        line: systemLine({
          id: messageId.parse(tx.newId()),
          conversationId: conversation.id,
          body: `${name || 'Who gave advice'} is gone and gives no advice any more.`,
          receivedAt: tx.now,
          position: conversation.version,
        }),
      })),
  );
  await messages(tx).add(...lines.map(({ line }) => line));
  for (const { line, readers } of lines) showMessage(tx, line, readers);
}

/** Nobody of a queue that was asked for advice agreed in time: a line in the thread tells the agent who asked why (product.md 18.3, 21.2). */
export async function followUnanswered(
  tx: Transaction,
  events: readonly EventOf<typeof consultUnanswered>[],
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  await writeAutomated(
    tx,
    events.flatMap(({ data: { conversationId, byAgentId: agentId, queueId, reason } }) => {
      const conversation = found.get(conversationId);
      const trigger = reason === 'nobody-there' ? ('consult-nobody-there' as const) : ('consult-unanswered' as const);
      return conversation ? [{ conversation, trigger, agentId, queueId }] : [];
    }),
  );
}

/** Overflow ends conversations that wait for somebody (product.md 10, 17.2 T14). */
export async function followOverflows(
  tx: Transaction,
  events: readonly EventOf<typeof overflowEnded>[],
): Promise<void> {
  await follow(tx, events, (before, { data }) => ({
    ...endByOverflow(before, data, tx.now),
    says: data.condition === 'empty-queue' ? ('agent-not-assigned' as const) : undefined,
    closure: closureByOverflow(data),
  }));
}

/** Conversations were sent on to another queue by overflow: their records count it (product.md 17.7). */
export async function recordOverflowMoves(
  tx: Transaction,
  events: readonly EventOf<typeof overflowMoved>[],
): Promise<void> {
  await overflowMoves(tx).add(
    events.map(({ id, data: { conversationId, fromQueueId, toQueueId, condition, movedAt } }) => ({
      ...{ id, conversationId, fromQueueId, toQueueId, condition },
      movedAt: new Date(movedAt),
    })),
  );
}

/** Keeps the agents as they are now: their names, for texts. */
export const rememberAgents = (tx: Transaction, events: readonly EventOf<typeof agentChanged>[]): Promise<void> =>
  people(tx).rememberAgents(newestOf(events, ({ agentId }) => agentId));

/** Keeps the queues as they are now. */
export const rememberQueues = (tx: Transaction, events: readonly EventOf<typeof queueChanged>[]): Promise<void> =>
  people(tx).rememberQueues(newestOf(events, ({ queueId }) => queueId));
