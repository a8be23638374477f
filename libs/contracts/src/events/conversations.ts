import { z } from 'zod';
import { foundSkills } from '../http/skill-finders.ts';
import { defineEvent } from '../event.ts';
import {
  address,
  agentId,
  channelId,
  conversationId,
  mediaId,
  messageId,
  queueId,
  skillId,
  workstreamId,
} from '../ids.ts';
import { conversationStatus, locale, openEnum, provider } from '../vocabulary.ts';

const version = z.number().int().positive();

/** What is known of somebody or something, by name: columns of the directory that conditions may look at. */
const attributes = z.record(z.string().max(100), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const record = z.object({ id: z.string(), name: z.string(), attributes });

/**
 * All that is known besides the texts: who the customer is, their account and case, and the conversation's context variables
 * (product.md 18.1, 27). `contact` is null when nobody or more than one was found.
 */
export const knownContext = z.object({
  contact: record.nullable(),
  account: record.nullable(),
  case: record.nullable(),
  /** Context variables by their exact name. */
  variables: z.record(z.string().max(100), z.union([z.string(), z.number()])),
  /** Whom the customer's record prefers, best first (product.md 11.6). */
  preferredAgentIds: z.array(agentId).max(3),
});
export type KnownContext = z.output<typeof knownContext>;

/** All of a conversation that choosing somebody for it needs. */
const routable = z.object({
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
  /** Our number that was texted. */
  supportNumber: address.optional(),
  /** Absent: identification had not answered in time, and `conversation-context-changed` brings it. */
  known: knownContext.optional(),
  /** What whoever wrote first asked for: queues, best first, and skills besides those of the rules (product.md 29.2). Absent: nothing. */
  wanted: z
    .object({
      queueIds: z.array(queueId).max(2),
      skills: z.array(z.object({ skillId, rating: z.number() })).max(20),
    })
    .optional(),
  /** What skill finders said of it (product.md 7.8). Absent: none was asked. */
  skillFinders: z.array(foundSkills).optional(),
  /** Its bot could not be asked, or answered what is no answer: it goes to the queue to fall back on (product.md 25.10). Absent: it did not fail. */
  botFailed: z.boolean().optional(),
});

/** A conversation needs somebody: it was opened, or it came back from waiting. */
export const conversationReady = defineEvent('conversations.conversation-ready.v1', routable);

/**
 * An agent wrote first (product.md 43, G4): the conversation is theirs, who is its `previousAgentId`, and waits for its customer since `openedAt`. It needs
 * nobody, but they may take it back, and a supervisor may give it out (17.2 T10, T18).
 */
export const conversationBegun = defineEvent('conversations.conversation-begun.v1', routable);

/** What is known of a conversation changed: the whole of it as now. A bot that hands over says `escalated`, and routing begins anew. */
export const conversationContextChanged = defineEvent(
  'conversations.conversation-context-changed.v1',
  z.object({
    conversationId,
    version,
    known: knownContext,
    because: openEnum(['identified', 'linked', 'unlinked', 'variables-set', 'escalated']),
    changedAt: z.iso.datetime(),
  }),
);

/** Why a conversation stands where it stands: what moved it, or a closure reason (product.md 17.2, 17.6). */
export const conversationReason = openEnum([
  'offered',
  'accepted',
  'rejected',
  'timed-out',
  'agent-closed',
  'agent-wrote-first',
  'agent-ended',
  'customer-wrote',
  'wrap-up-over',
  'auto-closed',
  'withdrawn',
  'lost',
  'channel-retired',
  'picked',
  'assigned',
  'transferred',
  'transferred-to-queue',
  'supervisor-transferred',
  'supervisor-assigned-to-queue',
  'rerouted',
  'released',
  'disconnected',
  'agent-revived',
  'reopened',
  'force-closed',
  'overflow',
  'customer-silent',
  'agent-silent',
  'moved-to-waiting',
  'messaged-in-bulk',
  'customer-ended',
  'bot-ended',
]);

const change = z.object({
  conversationId,
  version,
  status: conversationStatus,
  from: conversationStatus,
  reason: conversationReason,
  agentId: agentId.nullable(),
  changedAt: z.iso.datetime(),
});

/** A conversation stopped to need somebody, or needs somebody again: it went from open or active to another state, or came back. */
export const conversationChanged = defineEvent('conversations.conversation-changed.v1', change);

/**
 * An agent is asked, took it, has it no more: a conversation that needs somebody still does, open or active. A fact of its own, because every
 * conversation says it more than once, and routing, where it came from, needs none of it. Nobody has to hear it; other systems may.
 */
export const conversationAttended = defineEvent('conversations.conversation-attended.v1', change, { heard: false });

/** Somebody on our side wrote a text that has to leave. A gateway ignores channels it has no copy of. */
export const textWritten = defineEvent(
  'conversations.text-written.v1',
  z.object({
    messageId,
    conversationId,
    channelId,
    provider,
    to: address,
    /** Empty only where files go along. */
    body: z.string(),
    mediaIds: z.array(mediaId),
    author: openEnum(['agent', 'bot', 'system', 'survey', 'campaign']),
    /** Smaller leaves first. */
    priority: z.number().int(),
    /** Not to be sent after this; null: the gateway's own limit. */
    validUntil: z.iso.datetime().nullable(),
    writtenAt: z.iso.datetime(),
  }),
);

/**
 * Texts are not wanted any more, for now or for good: those that have not been handed over do not leave, and are said to have failed as
 * `called-back`. Those that have left have left. It may be heard before `text-written` is (decisions C).
 */
export const textsCalledBack = defineEvent(
  'conversations.texts-called-back.v1',
  z.object({
    messageIds: z.array(messageId).min(1).max(1000),
    /** Why: the run that wrote them was held up, or ended (product.md 29.2). */
    because: openEnum(['run-paused', 'run-cancelled']),
    calledBackAt: z.iso.datetime(),
  }),
);
