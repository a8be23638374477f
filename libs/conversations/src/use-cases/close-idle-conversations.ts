import type { ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { closeWhenIdle } from '../domain/closing.ts';
import { conversations } from '../storage/conversations.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { keepAll } from './keep.ts';

/** One of the conversations to look at, and the transaction under its own correlation id. */
interface Idle {
  readonly id: ConversationId;
  readonly within: Transaction;
}

/** Closes those that nothing has happened to for too long (product.md 17.4); at the others it looks again when that may be so. */
export async function closeIdleConversations(tx: Transaction, idle: readonly Idle[]): Promise<void> {
  const found = await conversations(tx).find(idle.map(({ id }) => id));
  const { limits } = await lifeSettingsOf(tx).inForce([...found.values()].map(({ workstreamId }) => workstreamId));
  const decided = idle.flatMap(({ id, within }) => {
    const before = found.get(id);
    return before ? [{ before, within, ...closeWhenIdle(before, tx.now, limits(before.workstreamId)) }] : [];
  });
  await planClosing(
    tx,
    decided.filter(({ change }) => !change).map(({ conversation }) => conversation),
    limits,
  );
  await keepAll(tx, decided);
}
