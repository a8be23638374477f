import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, conversationId } from '../ids.ts';

const erasureId = z.uuid();
/** How many conversations an erasure names. */
export const mostConversations = 5_000;

/**
 * Everything that is kept of a customer is to be forgotten (decisions R): what they wrote, what was written to them, and their files. Each
 * service blanks what it keeps of these addresses and says so.
 */
export const customerErased = defineEvent(
  'conversations.customer-erased.v1',
  z.object({
    erasureId,
    /** Every address that the customer wrote from or was written to. */
    addresses: z.array(address).min(1).max(200),
    /** What others may know them by besides: their conversations, the latest first, as many as one fact can carry. */
    conversationIds: z.array(conversationId).max(mostConversations).optional(),
    erasedAt: z.iso.datetime(),
  }),
);

/** This service keeps nothing of the customer any more. Said once for each erasure; only who began it needs to hear it. */
const forgotten = <const Service extends string>(service: Service) =>
  z.object({ service: z.literal(service), erasureId, forgottenAt: z.iso.datetime() });

export const gatewayForgotten = defineEvent('gateway.customer-forgotten.v1', forgotten('gateway'));
export const routingForgotten = defineEvent('routing.customer-forgotten.v1', forgotten('routing'));
