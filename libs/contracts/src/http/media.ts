import { z } from 'zod';
import { channelId, conversationId, mediaId } from '../ids.ts';
import { mediaReason, mediaState } from '../vocabulary.ts';
import { pageOf } from './page.ts';

/** One file of a text, as a thread shows it. */
export const messageMediaView = z
  .object({
    id: mediaId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    /** `stored`: a link can be had for it. */
    state: mediaState,
    /** Why it cannot be seen; null: it can, or it is awaited. */
    reason: mediaReason.nullable(),
    /** What it is; while it is not here, what it is said to be. */
    contentType: z.string().nullable(),
    /** In bytes. */
    size: z.number().int().nullable(),
    /** As the sender called it; null: nobody said. */
    fileName: z.string().nullable(),
    /** When a late one is tried again. */
    nextTryAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'MessageMedia' });
export type MessageMediaView = z.output<typeof messageMediaView>;

/** Where a file can be seen for a while by whoever has the address: for `<img>` and for saving it. */
export const mediaLinkView = z
  .object({
    mediaId,
    /** From the root of the API's host. `&save` makes a browser save it. */
    url: z.string(),
    /** From then on the address is refused; a new link can be had. */
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'MediaLink' });
export type MediaLinkView = z.output<typeof mediaLinkView>;
export const mediaLinksView = pageOf(mediaLinkView);

/** For which conversation a file is attached, and on which channel it will leave. */
export const attachRequest = z.object({ conversationId, channelId });
export type AttachRequest = z.output<typeof attachRequest>;

/** A file that an agent attached, not sent yet. */
export const attachmentView = z
  .object({
    id: mediaId,
    /** As the agent's computer calls it; null: it did not say. */
    fileName: z.string().nullable(),
    /** What is inside, whatever it is called. */
    contentType: z.string(),
    /** In bytes. */
    size: z.number().int(),
  })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.output<typeof attachmentView>;

/** What a signed link carries in its query. */
export const mediaLinkQuery = z.object({
  until: z
    .string()
    .regex(/^\d{1,12}$/, 'is not a time of a link')
    .optional(),
  key: z.string().max(60).optional(),
  signature: z.string().max(60).optional(),
  /** Any value: a browser saves the file instead of showing it. */
  save: z.string().max(10).optional(),
});
export type MediaLinkQuery = z.output<typeof mediaLinkQuery>;

/** What a file is after somebody asked for it again. */
export const mediaRetryView = z.object({ id: mediaId, state: mediaState }).meta({ id: 'MediaRetry' });
export type MediaRetryView = z.output<typeof mediaRetryView>;
