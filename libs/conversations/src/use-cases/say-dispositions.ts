import { dispositionsRecorded } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { channelsOf } from '../storage/copies.ts';
import { dispositions } from '../storage/dispositions.ts';

/** Conversations were closed: the others hear what they came to, each choice once, also when one comes back and is closed again. */
export async function sayDispositions(tx: Transaction, closed: readonly Conversation[]): Promise<void> {
  const unsaid = await dispositions(tx).takeUnsaid(
    closed.map(({ id }) => id),
    tx.now,
  );
  if (unsaid.length === 0) return;
  const channels = await channelsOf(
    tx.manager,
    closed.map(({ channelId }) => channelId),
  );
  const byConversation = Map.groupBy(unsaid, ({ conversationId }) => conversationId);
  for (const { id, workstreamId, channelId, customer } of closed) {
    const chosen = byConversation.get(id);
    const number = channels.get(channelId)?.number;
    if (!chosen || !number) continue;
    tx.publish(dispositionsRecorded, {
      ...{ conversationId: id, workstreamId, channelId, number, customer },
      dispositions: chosen.map(({ codeId, name, category, effect, agentId, agentName }) => ({
        ...{ id: codeId, name, category, effect },
        by: { agentId, name: agentName },
      })),
      recordedAt: tx.now.toISOString(),
    });
  }
}
