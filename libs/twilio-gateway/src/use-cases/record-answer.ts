import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { answered, effectOf } from '../domain/delivery.ts';
import type { Answer } from '../domain/provider-codes.ts';
import { deliveries } from '../storage/deliveries.ts';
import { keepDeliveries } from './keep-deliveries.ts';

/**
 * Writes down what asking Twilio for the `attempt`th time came to. Callbacks may have told more already; then the answer moves nothing
 * back. An answer so late that it is asked again meanwhile counts only where Twilio took the text. `chance` is between 0 and 1.
 */
export async function recordAnswer(
  tx: Transaction,
  id: MessageId,
  attempt: number,
  answer: Answer,
  chance: number,
): Promise<void> {
  const before = await deliveries(tx).find(id);
  if (!before) return;
  const counts = before.attempts === attempt || answer.kind === 'accepted';
  const after = counts ? answered(before, answer, tx.now, chance) : before;
  await deliveries(tx).keepObservations([
    {
      id: tx.newId(),
      observedAt: tx.now,
      messageId: id,
      source: 'answer',
      word: answer.kind,
      providerSid: answer.kind === 'accepted' ? answer.providerSid : null,
      errorCode: answer.kind === 'accepted' ? null : answer.errorCode,
      effect: effectOf(before, after, answer),
    },
  ]);
  await keepDeliveries(tx, [{ before, after }], () => chance);
}
