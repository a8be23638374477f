import { type customerErased, type EventOf, type OfferId, routingForgotten, type WorkItemId } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { conversations } from '../storage/conversations.ts';
import { explanations } from '../storage/explanations.ts';
import { offers } from '../storage/offers.ts';

/** What stands in the place of an address that was forgotten. */
const nobody = 'erased';

/**
 * Customers are to be forgotten (decisions R): who they are and what they wrote goes from their work, from what rules looked at, and from
 * why it went where it went. What is counted stays. What is heard of them too late finds their mark, and their conversations are known as those
 * of nobody. Says so, once for each erasure.
 */
export async function forgetCustomers(
  tx: Transaction,
  events: readonly EventOf<typeof customerErased>[],
): Promise<void> {
  const addresses = events.flatMap(({ data }) => data.addresses);
  await forgottenCustomers(tx).remember(
    new Map(
      events
        .toSorted((one, other) => (one.data.erasedAt < other.data.erasedAt ? -1 : 1))
        .flatMap(({ data }) => data.addresses.map((one) => [one, new Date(data.erasedAt)] as const)),
    ),
  );
  const items: { id: WorkItemId; conversation_id: string; offer_id: OfferId | null }[] = await tx.manager
    .query(
      `UPDATE work_item SET customer = $2, preview = '', note = NULL, cut = '', place = NULL WHERE customer = ANY($1)
       RETURNING id, conversation_id, offer_id`,
      [addresses, nobody],
    )
    .then(([rows]) => rows);
  for (const table of ['offer', 'consult_search'])
    await tx.manager.query(`UPDATE ${table} SET note = NULL WHERE work_item_id = ANY($1) AND note IS NOT NULL`, [
      items.map(({ id }) => id),
    ]);
  await offers(tx).forget(
    items.map(({ id }) => id),
    items.flatMap(({ offer_id }) => offer_id ?? []),
  );
  const theirs = new Set([
    ...items.map((item) => item.conversation_id),
    ...events.flatMap(({ data }) => data.conversationIds ?? []),
  ]);
  await conversations(tx).forget([...theirs], nobody);
  await tx.manager.query(`DELETE FROM early_conversation WHERE event->'data'->>'customer' = ANY($1)`, [addresses]);
  await explanations(tx).forget(items.map(({ id }) => id));
  for (const event of events) {
    const { erasureId } = event.data;
    tx.causedBy(event).publish(routingForgotten, {
      service: 'routing',
      erasureId,
      forgottenAt: tx.now.toISOString(),
    });
  }
}
