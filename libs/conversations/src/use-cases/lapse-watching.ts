import type { AgentId, ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { leave, partOf } from '../domain/handling.ts';
import { lapsesAfter } from '../domain/watching.ts';
import { conversations } from '../storage/conversations.ts';
import { participants } from '../storage/participants.ts';
import { planLapse } from '../timers/lapse-watching.ts';
import { sayLeft } from './accompany.ts';
import { keepAll } from './keep.ts';

/**
 * A supervisor of whose desk nothing is heard any more does not take part any more (product.md 18.4): who was unseen since it was last heard of,
 * who joined, and was seen to take part, from now on.
 */
export async function lapseWatching(
  tx: Transaction,
  {
    plannedFor,
    ...who
  }: { readonly conversationId: ConversationId; readonly agentId: AgentId; readonly plannedFor: Date },
): Promise<void> {
  const before = (await conversations(tx).find([who.conversationId])).get(who.conversationId);
  const part = before && partOf(before, who.agentId);
  if (part?.mode !== 'monitor') return;
  const seenAt = (await participants(tx).heardAt(who)) ?? new Date(part.since);
  const until = lapsesAfter(part, seenAt, { plannedFor, now: tx.now });
  if (until > tx.now) return planLapse(tx, who, until);
  const conversation = leave(before!, who.agentId, part.speaks ? tx.now : seenAt);
  if (part.speaks) await sayLeft(tx, conversation, part.name);
  await keepAll(tx, [{ before: before!, conversation, change: null, closure: 'agent-disconnected' }]);
}
