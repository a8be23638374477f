import { z } from 'zod';
import { conversationId, type LifeSettings, type WorkstreamId } from '#contracts';
import { defineBulkTimer, type Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { sayWait } from '../use-cases/say-wait.ts';

/** Tells a customer who waits for somebody that they still do; `said`: how often it was. */
export const waitDue = defineBulkTimer('say-wait', z.object({ said: z.int() }), (tx, due) =>
  sayWait(
    tx,
    due.map(({ subject, data }) => ({ id: conversationId.parse(subject), said: data.said })),
  ),
);

/** For conversations that nobody has, in workstreams that say something meanwhile. */
export async function planWaitMessages(
  tx: Transaction,
  conversations: readonly Conversation[],
  life: (workstreamId: WorkstreamId | null) => LifeSettings,
): Promise<void> {
  await tx.scheduleAll(
    waitDue,
    conversations.flatMap(({ id, status, workstreamId }) => {
      const { enabled, everyMinutes } = life(workstreamId).waitMessage;
      const dueAt = new Date(tx.now.getTime() + everyMinutes * 60_000);
      return enabled && status === 'open' ? [{ subject: id, dueAt, data: { said: 0 } }] : [];
    }),
  );
}
