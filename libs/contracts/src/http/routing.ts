import { z } from 'zod';
import { address, agentId, conversationId, offerId, queueId, workItemId, workstreamId } from '../ids.ts';
import { presence } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
export const agentView = z
  .object({
    id: agentId,
    version: z.number().int(),
    name: z.string(),
    presence,
    presenceSetBy: z.enum(['agent', 'system', 'supervisor']),
    presenceSince: at,
    capacity: z.object({ used: z.number().int(), total: z.number().int() }),
    queueIds: z.array(queueId),
  })
  .meta({ id: 'Agent' });
export type AgentView = z.output<typeof agentView>;
export const agentsView = pageOf(agentView);

export const presenceRequest = z.object({
  presence: z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline']),
});

/** Sent every 10 s by an open desk, with the offers it shows; 30 s of silence is a disconnect (decisions L). */
export const beatRequest = z.object({ showing: z.array(offerId).max(50).default([]) });

export const offerView = z
  .object({
    id: offerId,
    version: z.number().int(),
    workItemId,
    conversationId,
    agentId,
    queueId,
    queueName: z.string(),
    customer: address,
    preview: z.string(),
    /** Why this agent, in one sentence for the card. */
    why: z.string(),
    state: z.enum(['offered', 'accepted', 'rejected', 'timed-out', 'withdrawn', 'lost']),
    waitingSince: at,
    offeredAt: at,
    expiresAt: at,
  })
  .meta({ id: 'Offer' });
export type OfferView = z.output<typeof offerView>;
export const offersView = pageOf(offerView);

export const workItemView = z
  .object({
    id: workItemId,
    version: z.number().int(),
    conversationId,
    workstreamId,
    queueId,
    queueName: z.string(),
    customer: address,
    preview: z.string(),
    status: z.enum(['waiting', 'offered', 'assigned', 'done']),
    agentId: agentId.nullable(),
    waitingSince: at,
    offers: z.number().int(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItemView = z.output<typeof workItemView>;
export const workItemsView = pageOf(workItemView);

export const workItemsRequest = pageRequest.extend({
  /** Left out: everything that is not done. */
  status: workItemView.shape.status.optional(),
});
export type WorkItemsRequest = z.output<typeof workItemsRequest>;
