import { z } from 'zod';
import { conversationReason } from '../events/conversations.ts';
import { address, agentId, channelId, conversationId, mediaId, messageId, workstreamId } from '../ids.ts';
import { consentSource, conversationStatus, deliveryReason, deliveryState, locale } from '../vocabulary.ts';
import { attachable, longestReply, unspeakable } from '../text-limits.ts';
import { messageMediaView } from './media.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/** Somebody who takes part besides the agent whose conversation it is. */
export const companionView = z
  .object({
    agentId,
    /** Their full name. */
    name: z.string(),
    /** `consult`: asked for advice; `monitor`: reads along, and nobody is told. */
    mode: z.enum(['consult', 'monitor']),
    /** Writes to the customer, too. */
    speaks: z.boolean(),
    /** A text told the customer that they joined; such texts may be turned off (product.md 18.4, 21.2). Left out: none did. */
    customerTold: z.boolean().optional(),
    /** When they began to. */
    since: at,
  })
  .meta({ id: 'Companion' });
export type CompanionView = z.output<typeof companionView>;

const author = z.object({
  /** `system`: an automated message; `campaign`: a text of an outbound run. */
  kind: z.enum(['customer', 'agent', 'system', 'bot', 'campaign']),
  /** Of an agent's text; null: nobody of ours. */
  agentId: agentId.nullable(),
  /** What the agent, the bot or the run is called; null: the text has no name to it. */
  name: z.string().nullable(),
});

export const conversationView = z
  .object({
    id: conversationId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    channelId,
    /** What administrators call the channel. */
    channelName: z.string(),
    workstreamId,
    /** The channel's language: what automated texts are written in, and quick replies are chosen by. */
    language: locale.optional(),
    /** Whether agents may attach files to texts on this channel (product.md 23). Left out by an older service: they may not. */
    agentsMayAttach: z.boolean().optional(),
    /** Whether texts of this channel are translated, where somebody translates (product.md 24). Left out by an older service: they are not. */
    translated: z.boolean().optional(),
    /** Our number. */
    number: address,
    /** The customer's number, or whatever else texts come from. */
    customer: address,
    /** `open`: needs somebody; `active`: an agent is offered it or has it; `waiting`: for the customer; `wrap-up`: over, and its agent finishes. */
    status: conversationStatus,
    /** Who is offered it or has it. */
    agentId: agentId.nullable(),
    /** False while the agent has not answered the offer. */
    accepted: z.boolean(),
    /** When the agent took it: a line in the thread. */
    acceptedAt: at.nullable().optional(),
    /** Since when nobody may text this customer from this number, and how we know; null: they may be texted (product.md 30). */
    optedOut: z.object({ at, source: consentSource }).nullable().optional(),
    /** Texts of the customer that the agent has not seen. */
    unread: z.number().int().nonnegative(),
    /** Texts of its agent that did not arrive, or of which nobody knows, since the agent last looked. Left out by an older service: none. */
    failed: z.number().int().nonnegative().optional(),
    /** `author`: who wrote it, as texts say it; left out where the customer did, or where it was not kept. */
    lastText: z
      .object({ body: z.string(), direction: z.enum(['in', 'out']), at, author: author.optional() })
      .nullable(),
    /** Since when the customer waits for an answer, from a bot that handed over on at the latest; null when the last word was ours, or when it ended. */
    waitingSince: at.nullable(),
    /** When it began, with its first text. */
    openedAt: at,
    /** Since when it has this status. */
    statusSince: at,
    /** Null: it is not closed. */
    closedAt: at.nullable(),
    /** The one before it of the same customer on the same channel; null: there was none. */
    previousConversationId: conversationId.nullable(),
    /** Why it stands where it stands: a closure reason, or what moved it (product.md 17.2, 17.6). */
    statusReason: conversationReason.optional(),
    /** When wrap-up ends by itself; null in every other state, and where it never does. */
    wrapUpEndsAt: at.nullable().optional(),
    /** Who takes part besides the agent: colleagues who are consulted, supervisors who monitor or joined. */
    companions: z.array(companionView).optional(),
  })
  .meta({ id: 'Conversation' });
export type ConversationView = z.output<typeof conversationView>;

/** The name of a time zone, such as `Europe/Berlin`. */
const zone = z.string().max(60).refine(isZone, 'is not a time zone').default('UTC');
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * `mine`: offered to or held by the person asking. `closed-today`: theirs, and closed since midnight of their zone. `ongoing`: everything not
 * closed (supervisors). `accompanied`: in which they take part without having them: consulted, monitoring, joined.
 */
export const conversationsRequest = pageRequest.extend({
  view: z.enum(['mine', 'closed-today', 'ongoing', 'accompanied']).default('mine'),
  /** IANA zone that says when today began. */
  zone,
});
export const conversationsView = pageOf(conversationView);

/** One text in a thread. */
export const messageView = z
  .object({
    id: messageId,
    conversationId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    /** `in`: from the customer. */
    direction: z.enum(['in', 'out']),
    /** Its words. Empty: it brought files alone, or was erased. */
    body: z.string(),
    author,
    /** Order of the thread: `at`, then `position`. */
    at,
    /** Of two with the same `at`, the lower one was taken in first. */
    position: z.number().int(),
    /** Null on the customer's texts. */
    delivery: z
      .object({
        /** `sent`: the network has it; of many countries no more is ever heard. `unknown`: the provider was asked and did not answer. */
        state: deliveryState,
        /** Why it did not arrive, as a person needs it; null: it did, or it is under way. */
        reason: deliveryReason.nullable(),
        /** The provider's own code, such as 30007; null: it gave none. */
        errorCode: z.string().nullable(),
        /** When we heard so. */
        changedAt: at,
        /** Its files could not go along: the customer gets links to them in its words. */
        asLinks: z.boolean().optional(),
        /** While it waits to leave: when it presumably will; left out where nobody can tell. */
        expectedAt: at.optional(),
        /** It did not reach the customer: when it is presumably tried for the last time. */
        triedUntil: at.optional(),
      })
      .nullable(),
    /** Something of it is hidden (product.md 32); supervisors may have it revealed. */
    masked: z.boolean().optional(),
    /** Parts of the customer's text never came, as the provider says. */
    incomplete: z.boolean().optional(),
    /** Its files, in their order. */
    media: z.array(messageMediaView).default([]),
  })
  .meta({ id: 'Message' });
export type MessageView = z.output<typeof messageView>;

/** Newest first; `cursor` goes back in time. */
export const messagesRequest = pageRequest;
export const messagesView = pageOf(messageView);

/** An answer to the customer; the id in the address is the text's own, so that a repeat is the same text. */
export const writeTextRequest = z
  .object({
    /** May be empty where files go along. */
    body: z
      .string()
      .trim()
      .max(longestReply, 'is longer than 6,400 characters')
      .refine((body) => !unspeakable.test(body), 'holds a character that no text can hold'),
    /** Files that were attached before (`PUT /api/gateway/media/:id`). */
    mediaIds: z
      .array(mediaId)
      .max(attachable.files, `are more than ${attachable.files}`)
      .refine((ids) => new Set(ids).size === ids.length, 'names the same file twice')
      .default([]),
    /** What the agent wrote, where `body` says it in the customer's language (product.md 24): kept beside the text for colleagues. */
    original: z.string().trim().min(1, 'is empty').max(longestReply, 'is longer than 6,400 characters').optional(),
  })
  .refine(({ body, mediaIds }) => body !== '' || mediaIds.length > 0, { path: ['body'], error: 'is empty' });
export type WriteTextRequest = z.output<typeof writeTextRequest>;
