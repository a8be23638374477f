import type { EventOf, textsCalledBack } from '#contracts';
import type { Transaction } from '#event-bus';
import { withhold } from '../domain/delivery.ts';
import { calledBackTexts } from '../storage/called-back-texts.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/**
 * Texts are not wanted any more: what waits of them fails at once as `called-back`. What is heard of later, or is in doubt now and turns out
 * never to have left, fails when its turn comes (use-cases/take-deliveries.ts).
 */
export async function callBackTexts(
  tx: Transaction,
  events: readonly EventOf<typeof textsCalledBack>[],
): Promise<void> {
  const ids = [...new Set(events.flatMap(({ data }) => data.messageIds))];
  await calledBackTexts(tx).remember(ids);
  const causes = new Map(events.flatMap((event) => event.data.messageIds.map((id) => [id, event] as const)));
  const waiting = await calledBackTexts(tx).waiting(ids);
  await keepDeliveries(
    tx,
    waiting.map((before) => {
      const after = withhold(before, 'called-back', tx.now);
      const event = causes.get(before.wholeId);
      return event ? { before, after, cause: tx.causedBy(event).cause } : { before, after };
    }),
  );
}
