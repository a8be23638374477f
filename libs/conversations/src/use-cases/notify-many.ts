import { type AgentId, type ConversationId, messageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { done, type Outcome, refused, whyNotNotified } from '../domain/bulk.ts';
import type { Conversation } from '../domain/conversation.ts';
import { readersOf } from '../domain/handling.ts';
import { systemLine } from '../domain/message.ts';
import type { BulkJob } from '../storage/bulk-jobs.ts';
import { messages } from '../storage/messages.ts';
import { showMessage } from './say.ts';

/**
 * The agents of these conversations, and who takes part, read the text of a job: a line in each thread, which goes to no customer, and once for
 * each of them a notice at their desk, whatever number of these they have.
 */
export async function notifyMany(
  tx: Transaction,
  { id, text, byId, byName, createdAt }: BulkJob,
  found: readonly Conversation[],
): Promise<ReadonlyMap<ConversationId, Outcome>> {
  const outcomes = new Map<ConversationId, Outcome>();
  const told = new Set<AgentId>();
  const lines = found.flatMap((conversation) => {
    const code = whyNotNotified(conversation);
    outcomes.set(conversation.id, code === null ? done : refused(code));
    if (code !== null) return [];
    const readers = readersOf(conversation);
    for (const reader of readers) told.add(reader);
    const line = systemLine({
      id: messageId.parse(tx.newId()),
      conversationId: conversation.id,
      body: `${byName} to agents: ${text}`,
      receivedAt: tx.now,
      position: conversation.version,
    });
    return [{ line, readers }];
  });
  await messages(tx).add(...lines.map(({ line }) => line));
  for (const { line, readers } of lines) showMessage(tx, line, readers);
  const by = { agentId: byId, name: byName };
  if (told.size > 0)
    tx.show(
      { agents: [...told], supervisors: false },
      { kind: 'notice', id, version: 1, view: { id, text: text!, by, at: createdAt.toISOString() } },
    );
  return outcomes;
}
