import type { EventOf, wrapUpBlocked } from '#contracts';
import type { Transaction } from '#event-bus';
import { holdWrapUp } from '../domain/closing.ts';
import { conversations } from '../storage/conversations.ts';
import { keepAll } from './keep.ts';

/** Wrap-up that takes its agent's capacity for longer than it may last is not closed before: the longer one wins (product.md 17.4). Its timer comes too early then, and moves itself. */
export async function holdWrapUps(tx: Transaction, events: readonly EventOf<typeof wrapUpBlocked>[]): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const untils = new Map(events.map(({ data }) => [data.conversationId, new Date(data.until)]));
  await keepAll(
    tx,
    [...found.values()].map((before) => ({
      before,
      conversation: holdWrapUp(before, untils.get(before.id)!),
      change: null,
    })),
  );
}
