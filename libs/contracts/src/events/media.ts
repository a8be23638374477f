import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { channelId, conversationId, mediaId, messageId } from '../ids.ts';
import { mediaReason, openEnum } from '../vocabulary.ts';

const file = {
  mediaId,
  /** Of one file, the fact with the greater version holds. */
  version: z.number().int().positive(),
  /** The text that it belongs to; null while an agent has attached it to none yet. */
  messageId: messageId.nullable(),
  /** Its place among the files of the text, from 0. */
  index: z.number().int().nonnegative(),
  direction: z.enum(['in', 'out']),
  /** What it was called; null where nobody said. */
  fileName: z.string().nullable(),
  changedAt: z.iso.datetime(),
};

/** A file of a text is here and can be seen: a customer's that was fetched, or one that an agent attached (product.md 23). */
export const mediaStored = defineEvent(
  'gateway.media-stored.v1',
  z.object({
    ...file,
    state: z.literal('stored'),
    reason: z.null(),
    /** As its content shows, whatever it was called. */
    contentType: z.string(),
    /** In bytes. */
    size: z.number().int().nonnegative(),
    /** Of what an agent attached: for which conversation on which channel. */
    conversationId: conversationId.nullable(),
    channelId,
  }),
);

/** A file of a text is not here: not yet, not allowed, or not any more. */
export const mediaUnavailable = defineEvent(
  'gateway.media-unavailable.v1',
  z.object({
    ...file,
    /** `late`: it is tried again by itself; `unavailable`: only when somebody asks; `refused` and `erased`: never. */
    state: openEnum(['late', 'unavailable', 'refused', 'erased']),
    reason: mediaReason.nullable(),
    /** What it was said to be; null where nobody said. */
    contentType: z.string().nullable(),
    size: z.number().int().nonnegative().nullable(),
    channelId,
    /** When it is tried again by itself. */
    nextTryAt: z.iso.datetime().nullable(),
  }),
);
