import type { OfferId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { conversations } from '../storage/conversations.ts';
import { explanations } from '../storage/explanations.ts';
import { offers } from '../storage/offers.ts';

/** What stands in the place of an address that was forgotten. */
const nobody = 'erased';

/** How work is found that is to be forgotten: by whom it is for, or by the conversation that it is of. */
const theirs = {
  customer: { work: 'customer = ANY($1::text[])', early: `event->'data'->>'customer' = ANY($1::text[])` },
  conversation: { work: 'conversation_id = ANY($1::uuid[])', early: 'conversation_id = ANY($1::uuid[])' },
};

/**
 * Who wrote, what they wrote, and what agents noted of it goes from work, from what rules looked at, and from why it went where it went. What is
 * counted stays. Nothing is known again of these conversations, nor of those `besides`.
 */
export async function forgetWork(
  tx: Transaction,
  by: keyof typeof theirs,
  whose: readonly string[],
  besides: readonly string[] = [],
): Promise<void> {
  const { work, early } = theirs[by];
  const items: { id: WorkItemId; conversation_id: string; offer_id: OfferId | null }[] = await tx.manager
    .query(
      `UPDATE work_item SET customer = $2, preview = '', note = NULL, cut = '', place = NULL WHERE ${work}
       RETURNING id, conversation_id, offer_id`,
      [whose, nobody],
    )
    .then(([rows]) => rows);
  const ids = items.map(({ id }) => id);
  for (const table of ['offer', 'consult_search'])
    await tx.manager.query(`UPDATE ${table} SET note = NULL WHERE work_item_id = ANY($1) AND note IS NOT NULL`, [ids]);
  await offers(tx).forget(
    ids,
    items.flatMap(({ offer_id }) => offer_id ?? []),
  );
  await conversations(tx).forget([...new Set([...items.map((item) => item.conversation_id), ...besides])], nobody);
  await tx.manager.query(`DELETE FROM early_conversation WHERE ${early}`, [whose]);
  await explanations(tx).forget(ids);
}
