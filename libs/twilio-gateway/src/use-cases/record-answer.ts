import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { answered } from '../domain/delivery.ts';
import type { Answer } from '../domain/provider-codes.ts';
import { deliveries } from '../storage/deliveries.ts';
import { recordRefusedConsent } from './record-refused-consent.ts';
import { sayDelivery } from './say-delivery.ts';

/**
 * Writes down what asking Twilio came to. Callbacks may have told more already; then the answer moves nothing back.
 * `chance` is between 0 and 1.
 */
export async function recordAnswer(tx: Transaction, id: MessageId, answer: Answer, chance: number): Promise<void> {
  const before = await deliveries(tx).find(id);
  if (!before) return;
  const after = answered(before, answer, tx.now, chance);
  await deliveries(tx).keepObservation({
    id: tx.newId(),
    observedAt: tx.now,
    messageId: id,
    source: 'answer',
    word: answer.kind,
    providerSid: answer.kind === 'accepted' ? answer.providerSid : null,
    errorCode: answer.kind === 'accepted' ? null : answer.errorCode,
    effect: after.state !== before.state ? 'moved' : after === before ? 'nothing' : 'told',
  });
  if (after === before) return;
  await deliveries(tx).save([after]);
  sayDelivery(tx, after);
  await recordRefusedConsent(tx, before, after);
}
