import { z } from 'zod';
import { address, channelId, conversationId, mediaId, messageId } from '../ids.ts';
import { conversationRecordView } from './conversation-record.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const moment = z.iso.datetime({ offset: true });

/** Looks for words in all texts. Agents find in conversations that are, or were at their end, theirs; supervisors and administrators in all (product.md 34). */
export const searchRequest = pageRequest.extend({
  /** Beginnings of words, all of which a text has to hold. */
  q: z.string().trim().max(200).default(''),
  customer: address.optional(),
  channelId: channelId.optional(),
  from: moment.optional(),
  to: moment.optional(),
});
export type SearchRequest = z.output<typeof searchRequest>;

/** Newest first. */
export const searchView = pageOf(
  z
    .object({
      messageId,
      conversationId,
      customer: address,
      direction: z.enum(['in', 'out']),
      at,
      /** The part of the text around what was found. */
      excerpt: z.string(),
      /** Where in the excerpt the words stand that were found: first and one past the last character. */
      found: z.array(z.tuple([z.int(), z.int()])),
    })
    .meta({ id: 'FoundText' }),
);
export type SearchView = z.output<typeof searchView>;

export const transcriptRequest = z.object({ format: z.enum(['json', 'text']).default('json') });

/** What was said in a conversation, in order (product.md 34). */
export const transcriptView = z
  .object({
    conversationId,
    customer: address,
    customerName: z.string(),
    number: address,
    channel: z.string(),
    status: z.string(),
    openedAt: at,
    closedAt: at.nullable(),
    /** What is kept of it besides its words. */
    record: conversationRecordView.nullable().default(null),
    /** What it came to, as its agents said (product.md 35). */
    dispositions: z.array(z.object({ name: z.string(), category: z.string(), by: z.string() })).default([]),
    messages: z.array(
      z.object({
        id: messageId,
        createdAt: at,
        contentType: z.literal('text/plain'),
        content: z.string(),
        from: z.object({ kind: z.string(), name: z.string() }),
        attachments: z.array(mediaId),
        /** `public`: the customer has it; `system`: a line that only we see. */
        tags: z.array(z.enum(['public', 'system'])),
        delivery: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Transcript' });
export type TranscriptView = z.output<typeof transcriptView>;

/** Which conversations: those closed between these moments. */
export const transcriptsRequest = z.object({ from: moment, to: moment, channelId: channelId.optional() });
export type TranscriptsRequest = z.output<typeof transcriptsRequest>;

/** Who is to be forgotten: a contact with their numbers, numbers, or both. */
export const erasureRequest = z
  .object({
    contactId: z.uuid().nullable().default(null),
    numbers: z.array(z.string().trim().min(1).max(40)).max(50).default([]),
  })
  .refine(({ contactId, numbers }) => contactId !== null || numbers.length > 0, {
    path: ['numbers'],
    error: 'name nobody',
  });
export type ErasureRequest = z.output<typeof erasureRequest>;

const progress = z.enum(['under-way', 'done']);
/** How far a customer is forgotten. Whom it was about is forgotten with them. */
export const erasureView = z
  .object({
    id: z.uuid(),
    requestedAt: at,
    requestedBy: z.string(),
    state: progress,
    conversations: progress,
    gateway: progress,
    routing: progress,
    /** How many conversations were blanked so far. */
    blanked: z.int(),
    doneAt: at.nullable(),
  })
  .meta({ id: 'Erasure' });
export type ErasureView = z.output<typeof erasureView>;
export const erasuresView = pageOf(erasureView);
