import { z } from 'zod';
import { accountId, address, messageId, numberId } from '../ids.ts';
import { deliveryReason, deliveryState } from '../vocabulary.ts';

/** Has one of an account's numbers send a text of ours to a telephone at hand: the way out is tried before any customer needs it. */
export const testTextRequest = z.object({
  /** The support number that it leaves from; it needs no channel yet. */
  numberId,
  /** A telephone that whoever asks can read, E.164 or its digits. */
  to: z.string().trim().min(1, 'is required').max(40),
});
export type TestTextRequest = z.output<typeof testTextRequest>;

export const testTextView = z
  .object({
    id: messageId,
    accountId,
    numberId,
    from: address,
    to: address,
    /** What it says; who answers it tries the way in, too. */
    body: z.string(),
    /** `failed` before it left, too. */
    state: deliveryState,
    reason: deliveryReason.nullable(),
    /** The provider's code, where it gave one. */
    errorCode: z.string().nullable(),
    /** What to do about it, in a sentence; null where nothing is wrong. */
    advice: z.string().nullable(),
    askedAt: z.iso.datetime(),
    /** When anything was last heard of it. */
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'TestText' });
export type TestTextView = z.output<typeof testTextView>;
