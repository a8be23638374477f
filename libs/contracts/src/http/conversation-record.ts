import { z } from 'zod';
import { conversationReason } from '../events/conversations.ts';
import { namedSkill } from '../events/skills.ts';
import { workAsRouted } from '../events/work-as-routed.ts';
import { address, agentId, channelId, conversationId, queueId, workstreamId } from '../ids.ts';
import { conversationStatus, provider } from '../vocabulary.ts';
import { handOffView, knownRecord, sentiments } from './customers.ts';

const at = z.iso.datetime();
/** Seconds; what is under way counts until now. */
const seconds = z.number().nonnegative();

/**
 * What is kept of a conversation besides its words: whose it was, how long each part of it took, how often it changed hands (product.md 17.7).
 * Skills and capacity profiles are called as `/api/routing` calls them.
 */
export const conversationRecordView = z
  .object({
    conversationId,
    /** The beginning of the customer's first words, at most 200 characters; of a file alone, empty. */
    subject: z.string().max(200),
    channelId,
    channelName: z.string(),
    number: address,
    provider,
    workstreamId: workstreamId.nullable(),
    /** The queue that an agent was last found through; null: none was so far. */
    queueId: queueId.nullable(),
    queueName: z.string().nullable(),
    /** Since when it was in that queue before that agent was asked. */
    queuedAt: at.nullable(),
    /** What the work needs, as rules found or somebody said last. */
    skills: workAsRouted.shape.skills,
    /** Who said anew what it needs, and when, oldest first; skills are called as they were called then (product.md 12). */
    skillChanges: z.array(
      z.object({ at, by: z.object({ agentId, name: z.string() }), from: z.array(namedSkill), to: z.array(namedSkill) }),
    ),
    /** Which capacity profiles it took a place of, when an agent was last asked. */
    capacityProfileIds: workAsRouted.shape.capacityProfileIds,
    customer: address,
    contact: knownRecord.nullable(),
    account: knownRecord.nullable(),
    case: knownRecord.nullable(),
    /** What the customer writes in. */
    language: z.string().nullable(),
    status: conversationStatus,
    statusReason: conversationReason,
    statusSince: at,
    /** Who is offered it or has it; at its end who had it. */
    agentId: agentId.nullable(),
    /** Since when that agent was asked. */
    assignedAt: at.nullable(),
    lastSessionId: z.uuid().nullable(),
    /** When its first text was written. */
    openedAt: at,
    /** When an agent first took it. */
    startedAt: at.nullable(),
    modifiedAt: at,
    wrapUpStartedAt: at.nullable(),
    closedAt: at.nullable(),
    /** From the first text, or from when a bot handed over, until an agent took it, or until it was closed without; 0 where an agent began it. */
    firstWaitSeconds: seconds,
    /** From when agents took it until they had it no more, wrap-up included. */
    handleSeconds: seconds,
    /** The same without wrap-up. */
    talkSeconds: seconds,
    wrapUpSeconds: seconds,
    /** How often a bot handed it over to people. */
    escalations: z.int(),
    /** How often it went from an agent to another or into a queue, by an agent's or a supervisor's hand. */
    transfers: z.int(),
    /** How often it went from one queue to another because that was closed, full or slow. */
    overflowTransfers: z.int(),
    /** How often agents declined it or did not answer. */
    declines: z.int(),
    /** We wrote first. */
    isOutbound: z.boolean(),
    /** An agent took it. */
    isAccepted: z.boolean(),
    /** Closed, and no agent ever took it; what a bot never handed over, or an agent began, is not abandoned. */
    isAbandoned: z.boolean(),
    sentiment: z.enum(sentiments).nullable(),
    /** What a bot told of it as it handed over. */
    summary: z.string().nullable(),
    handOff: handOffView.nullable(),
  })
  .meta({ id: 'ConversationRecord' });
export type ConversationRecordView = z.output<typeof conversationRecordView>;
