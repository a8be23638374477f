import type { EventOf, messageIncomplete } from '#contracts';
import type { Transaction } from '#event-bus';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { showMessage } from './say.ts';

/** Parts of customers' texts never came: their threads show it. One that is not here yet is told again; one that was erased never is. */
export async function recordIncomplete(
  tx: Transaction,
  events: readonly EventOf<typeof messageIncomplete>[],
): Promise<void> {
  const found = await messages(tx).lock(events.map(({ data }) => data.messageId));
  const changed = [...found.values()]
    .filter(({ direction, incomplete }) => direction === 'in' && !incomplete)
    .map((message) => ({ ...message, incomplete: true }));
  if (changed.length === 0) return;
  await messages(tx).saveIncomplete(changed);
  const readers = await conversations(tx).readersOf(changed.map(({ conversationId }) => conversationId));
  for (const message of changed) showMessage(tx, message, readers.get(message.conversationId) ?? []);
}
