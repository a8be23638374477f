import { type EventOf, messageId, type skillsChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import { readersOf } from '../domain/handling.ts';
import { systemLine } from '../domain/message.ts';
import { lineOfChange } from '../domain/skill-changes.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { skillChanges } from '../storage/skill-changes.ts';
import { showMessage } from './say.ts';

/**
 * Agents or supervisors said anew which skills conversations need: their records keep who said what and when, and a line in the thread, which
 * transcripts have as well, tells it (product.md 12, 17.7).
 */
export async function recordSkillChanges(
  tx: Transaction,
  events: readonly EventOf<typeof skillsChanged>[],
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const told = events.flatMap(({ id, data: { conversationId, byAgentId, byName, from, to, changedAt } }) => {
    const conversation = found.get(conversationId);
    if (!conversation) return [];
    const who = { conversationId, byAgentId, byName };
    return [{ conversation, change: { id, ...who, fromSkills: from, toSkills: to, changedAt: new Date(changedAt) } }];
  });
  await skillChanges(tx).add(told.map(({ change }) => change));
  const lines = told.map(({ conversation, change }) => ({
    readers: readersOf(conversation),
    line: systemLine({
      id: messageId.parse(change.id),
      conversationId: conversation.id,
      body: lineOfChange(change),
      receivedAt: tx.now,
      position: conversation.version,
    }),
  }));
  await messages(tx).add(...lines.map(({ line }) => line));
  for (const { line, readers } of lines) showMessage(tx, line, readers);
}
