import type { Transaction } from '#event-bus';
import { silenceIn } from '../domain/time-out.ts';
import type { Changed } from '../storage/conversations.ts';
import { timeOutRulesOf } from '../storage/time-out-rules.ts';
import { planSilences } from '../timers/act-on-silence.ts';

/**
 * Somebody wrote: from now on it is the other side that is silent (product.md 17.5); of the customer's silence it says since when. One look where
 * there are no rules.
 */
export async function followSilence(
  tx: Transaction,
  changed: readonly Pick<Changed, 'conversation'>[],
  answeredAt: Date | null = null,
): Promise<void> {
  const rulesOf = await timeOutRulesOf(
    tx.manager,
    changed.map(({ conversation }) => conversation.workstreamId),
  );
  const ruled = changed.flatMap(({ conversation }) => {
    const rules = rulesOf(conversation.workstreamId);
    return rules.length > 0 ? [{ conversation, rules, silence: silenceIn(conversation, answeredAt) }] : [];
  });
  await planSilences(tx, ruled);
}
