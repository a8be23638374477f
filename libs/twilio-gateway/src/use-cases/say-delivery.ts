import { deliveryChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';

/** Says how far an outgoing text has come. */
export const sayDelivery = (tx: Transaction, delivery: Delivery): void => {
  const { messageId, channelId, version, state, providerSid, errorCode, reason, changedAt } = delivery;
  tx.publish(deliveryChanged, {
    messageId,
    channelId,
    version,
    state,
    providerSid,
    errorCode,
    reason,
    changedAt: changedAt.toISOString(),
  });
};
