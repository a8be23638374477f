import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { agentId, conversationId, offerId, queueId, workItemId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';
import { episode } from './episode.ts';
import { waitedSince } from './waited-since.ts';
import { workAsRouted } from './work-as-routed.ts';

/** `version` rises with every event about the same conversation, from one work item to the next: so a late one is known to be late. */
const version = z.number().int().positive();

/** An agent is asked to take a conversation and has until `expiresAt`. */
export const offerMade = defineEvent(
  'routing.offer-made.v1',
  z.object({
    offerId,
    workItemId,
    conversationId,
    queueId,
    agentId,
    version,
    offeredAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** What the agent is asked for, which chooses the notification template (product.md 15.2). Absent: incoming work. */
    slot: openEnum(['incoming', 'consult', 'transfer', 'supervisor-assign']).optional(),
    /** The agent who asks, of a transfer or a consult; the supervisor of an assignment. */
    byAgentId: agentId.nullable().optional(),
    /** What the work is; absent: an older service says it. */
    work: workAsRouted.optional(),
    /** Taken without being asked: picked from a list, or assigned by rule. */
    withoutConsent: z.boolean().optional(),
    waitedSince,
  }),
);

/** The offer is over, one way or the other. Accepted: the conversation is this agent's. */
export const offerEnded = defineEvent(
  'routing.offer-ended.v1',
  z.object({
    offerId,
    workItemId,
    conversationId,
    queueId,
    agentId,
    version,
    outcome: openEnum(['accepted', 'rejected', 'timed-out', 'withdrawn', 'lost']),
    /**
     * As in `offer-made`: of a consult or a transfer, accepting it does not make the conversation this agent's; `handler-changed` does. An older
     * service says it only with a reason.
     */
    slot: openEnum(['incoming', 'consult', 'transfer', 'supervisor-assign']).optional(),
    /**
     * Why it was withdrawn or lost. Withdrawn: who asked a colleague asks them no more (`taken-back`), work is not offered there any more
     * (`not-offered`), or the agent has as many conversations as they may (`sessions-full`). Lost: the agent's desk went away (`desk-away`), or none
     * showed it (`unseen`). Null or absent: the conversation needs nobody any more, or an older service says it.
     */
    reason: openEnum(['taken-back', 'not-offered', 'sessions-full', 'desk-away', 'unseen']).nullable().optional(),
    waitedSince,
    episode,
    endedAt: z.iso.datetime(),
  }),
);
