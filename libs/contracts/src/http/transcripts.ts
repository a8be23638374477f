import { z } from 'zod';
import { address, channelId, conversationId, mediaId, messageId, saidAddress } from '../ids.ts';
import { mediaState } from '../vocabulary.ts';
import { conversationRecordView } from './conversation-record.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const moment = z.iso.datetime({ offset: true });

/** Looks for words in all texts. Agents find in conversations that are, or were at their end, theirs; supervisors and administrators in all (product.md 34). */
export const searchRequest = pageRequest.extend({
  /** Beginnings of words, all of which a text has to hold. None: all texts of the customer, or the contact, that is named. */
  q: z.string().trim().max(200).default(''),
  customer: saidAddress.optional(),
  /** A contact of the directory: by all their numbers, and whatever was linked to them (product.md 18.1, 19.6). */
  contactId: z.string().trim().min(1).max(200).optional(),
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

/**
 * Whom it is for. `us`: everything, with what the customer never saw. `customer`: what the customer wrote and was written to by people, bots and
 * campaigns; nothing that was said by itself, and nothing of the record (product.md 21.1).
 */
export const transcriptRequest = z.object({ for: z.enum(['us', 'customer']).default('us') });
export type TranscriptRequest = z.output<typeof transcriptRequest>;

const line = z
  .object({
    /** Null: it says who came or went. */
    id: messageId.nullable(),
    createdAt: at,
    /** `text`, or `file` without a word; `system`: what was said by itself, to the customer or to us; `control`: who came and went. */
    kind: z.enum(['text', 'file', 'system', 'control']),
    contentType: z.literal('text/plain'),
    /** The words as they were written or sent. */
    content: z.string(),
    from: z.object({ kind: z.string(), name: z.string() }),
    /**
     * What its agent read of it in their own language, beside `content` as it was written or sent (product.md 24); null: they read nothing else. Of a
     * customer's text by the translator, of one of ours (`byAuthor`) what its author wrote before it was translated for the customer.
     * `contentLanguage`: what `content` is in, as far as anybody found out.
     */
    translation: z
      .object({ language: z.string(), text: z.string(), contentLanguage: z.string().nullable(), byAuthor: z.boolean() })
      .nullable()
      .default(null),
    attachments: z.array(
      z.object({
        id: mediaId,
        /** Null: nobody told us yet. */
        contentType: z.string().nullable(),
        name: z.string().nullable(),
        /** In bytes. */
        size: z.int().nullable(),
        /** Whether it is here: `GET /api/conversations/{id}/messages/{messageId}/media` answers where. */
        state: mediaState,
      }),
    ),
    /** `public`: the customer has it; `private`: those who took part said it among themselves; `system`: a line that only we see. */
    tags: z.array(z.enum(['public', 'private', 'system'])),
    /** How far it came, as threads say it; null: it was not sent to the customer. */
    delivery: z.string().nullable(),
    /** Who came or went, as what; null: somebody said something. */
    control: z
      .object({ event: z.enum(['joined', 'left']), as: z.enum(['agent', 'bot', 'consult', 'monitor']) })
      .nullable(),
  })
  .meta({ id: 'TranscriptLine' });

/** What was said in a conversation, in order, and who came and went (product.md 34). */
export const transcriptView = z
  .object({
    conversationId,
    customer: address,
    /** What the contact that is linked is called; `Customer` where none is. */
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
    messages: z.array(line),
  })
  .meta({ id: 'Transcript' });
export type TranscriptView = z.output<typeof transcriptView>;

/** Which conversations: those closed between these moments. */
export const transcriptsRequest = z.object({ from: moment, to: moment, channelId: channelId.optional() });
export type TranscriptsRequest = z.output<typeof transcriptsRequest>;

/** Who is to be forgotten: a contact with their numbers and whatever was linked to them, numbers, or both. */
export const erasureRequest = z
  .object({
    /** A contact of the directory, with every number of theirs that it knows, or of one of your own, as it calls them. */
    contactId: z.string().trim().min(1).max(200).nullable().default(null),
    /** Numbers in any spelling: whoever wrote from them. */
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
