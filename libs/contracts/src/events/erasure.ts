import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address } from '../ids.ts';

const erasureId = z.uuid();

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
    erasedAt: z.iso.datetime(),
  }),
);

/** This service keeps nothing of the customer any more. Said once for each erasure; only who began it needs to hear it. */
const forgotten = <const Service extends string>(service: Service) =>
  z.object({ service: z.literal(service), erasureId, forgottenAt: z.iso.datetime() });

export const gatewayForgotten = defineEvent('gateway.customer-forgotten.v1', forgotten('gateway'));
export const routingForgotten = defineEvent('routing.customer-forgotten.v1', forgotten('routing'));
