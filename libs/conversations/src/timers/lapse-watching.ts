import { z } from 'zod';
import { agentId, conversationId, type AgentId, type ConversationId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { lapseWatching } from '../use-cases/lapse-watching.ts';

/** Looks whether the desk of who reads along or joined is still there; `plannedFor`: when this was to happen. */
export const watchingDue = defineTimer(
  'lapse-watching',
  z.object({ conversationId, agentId, plannedFor: z.iso.datetime({ offset: true }) }),
  (tx, _subject, { plannedFor, ...who }) => lapseWatching(tx, { ...who, plannedFor: new Date(plannedFor) }),
);

/** Looks at that moment at the latest. What their desk says meanwhile does not move it: it moves itself when it is too early. */
export const planLapse = (
  tx: Transaction,
  who: { readonly conversationId: ConversationId; readonly agentId: AgentId },
  dueAt: Date,
): Promise<void> =>
  tx.schedule(watchingDue, `${who.conversationId} ${who.agentId}`, dueAt, {
    conversationId: who.conversationId,
    agentId: who.agentId,
    plannedFor: dueAt.toISOString(),
  });
