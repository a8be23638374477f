import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, agentId, channelId, conversationId, mediaId, messageId, workstreamId } from '../ids.ts';
import { conversationStatus, locale, openEnum, provider } from '../vocabulary.ts';

const version = z.number().int().positive();

/** A conversation needs somebody: it was opened, or it came back from waiting. Carries all that choosing needs. */
export const conversationReady = defineEvent(
  'conversations.conversation-ready.v1',
  z.object({
    conversationId,
    version,
    workstreamId,
    channelId,
    provider,
    customer: address,
    /** ISO country of the customer's number, where the number tells it. */
    country: z.string().length(2).nullable(),
    locale,
    previousAgentId: agentId.nullable(),
    startedBy: openEnum(['customer', 'agent', 'campaign']),
    /** The first words of the text that made it ready, to show with the offer (at most 200 characters). */
    preview: z.string().max(200),
    openedAt: z.iso.datetime(),
    /** When the customer last wrote: the age of the work item counts from here (product.md 11.2). */
    lastInteractionAt: z.iso.datetime(),
  }),
);

/** A conversation changed its state. */
export const conversationChanged = defineEvent(
  'conversations.conversation-changed.v1',
  z.object({
    conversationId,
    version,
    status: conversationStatus,
    from: conversationStatus,
    /** Closure reasons and triggers of product.md 17.2 and 17.6. */
    reason: openEnum([
      'offered',
      'accepted',
      'rejected',
      'timed-out',
      'agent-closed',
      'agent-ended',
      'customer-wrote',
      'wrap-up-over',
      'auto-closed',
      'withdrawn',
      'lost',
      'channel-retired',
    ]),
    agentId: agentId.nullable(),
    changedAt: z.iso.datetime(),
  }),
);

/** Somebody on our side wrote a text that has to leave. A gateway ignores channels it has no copy of. */
export const textWritten = defineEvent(
  'conversations.text-written.v1',
  z.object({
    messageId,
    conversationId,
    channelId,
    provider,
    to: address,
    body: z.string().min(1),
    mediaIds: z.array(mediaId),
    author: openEnum(['agent', 'bot', 'system', 'survey', 'campaign']),
    /** Smaller leaves first. */
    priority: z.number().int(),
    /** Not to be sent after this; null: the gateway's own limit. */
    validUntil: z.iso.datetime().nullable(),
    writtenAt: z.iso.datetime(),
  }),
);
