import { type customerErased, type EventOf, routingForgotten } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { forgetWork } from './forget-work.ts';

/**
 * Customers are to be forgotten (decisions R): who they are and what they wrote goes from their work, from what rules looked at, and from
 * why it went where it went. What is counted stays. What is heard of them too late finds their mark, and their conversations are known as those
 * of nobody. Says so, once for each erasure.
 */
export async function forgetCustomers(
  tx: Transaction,
  events: readonly EventOf<typeof customerErased>[],
): Promise<void> {
  await forgottenCustomers(tx).remember(
    new Map(
      events
        .toSorted((one, other) => (one.data.erasedAt < other.data.erasedAt ? -1 : 1))
        .flatMap(({ data }) => data.addresses.map((one) => [one, new Date(data.erasedAt)] as const)),
    ),
  );
  await forgetWork(
    tx,
    'customer',
    events.flatMap(({ data }) => data.addresses),
    events.flatMap(({ data }) => data.conversationIds ?? []),
  );
  for (const event of events) {
    const { erasureId } = event.data;
    tx.causedBy(event).publish(routingForgotten, {
      service: 'routing',
      erasureId,
      forgottenAt: tx.now.toISOString(),
    });
  }
}
