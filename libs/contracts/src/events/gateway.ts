import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, channelId, mediaId, messageId } from '../ids.ts';
import { deliveryReason, deliveryState, provider } from '../vocabulary.ts';

/** A customer wrote to one of our channels. Threads are ordered by `receivedAt`, then `position` (decisions C). */
export const messageReceived = defineEvent(
  'gateway.message-received.v1',
  z.object({
    messageId,
    provider,
    /** The provider's own id of the text; at Twilio the MessageSid. */
    providerSid: z.string(),
    channelId,
    from: address,
    to: address,
    body: z.string(),
    /** How many parts the carrier cut it into; 0 where the provider did not say. */
    segments: z.number().int().nonnegative(),
    mediaIds: z.array(mediaId),
    receivedAt: z.iso.datetime(),
    /** Rises with every text the gateway commits. */
    position: z.number().int().positive(),
    /** True when we found it at the provider after an outage instead of being told. */
    recovered: z.boolean(),
  }),
);

/** An outgoing text came further on its way. `version` rises with every change of the same text. */
export const deliveryChanged = defineEvent(
  'gateway.delivery-changed.v1',
  z.object({
    messageId,
    channelId,
    version: z.number().int().positive(),
    state: deliveryState,
    providerSid: z.string().nullable(),
    /** The provider's error code, as text; null when nothing is wrong. */
    errorCode: z.string().nullable(),
    reason: deliveryReason.nullable(),
    changedAt: z.iso.datetime(),
  }),
);
