import { z } from 'zod';
import { agentId, queueId } from '../ids.ts';
import { presence } from '../vocabulary.ts';

/** What who hands over, or asks, says to who gets it; shown with the offer, and to nobody else. */
const note = z.string().trim().max(1000).optional();

/** To whom work goes: exactly one of an agent and a queue. An agent hands over, a supervisor places, who needs advice asks (product.md 18.2-18.4). */
export const workTarget = z
  .object({ agentId: agentId.optional(), queueId: queueId.optional(), note })
  .refine((to) => (to.agentId === undefined) !== (to.queueId === undefined), {
    message: 'must name either an agent or a queue',
    path: ['agentId'],
  });
export type WorkTarget = z.output<typeof workTarget>;

/** Whom to ask for advice: exactly one of a colleague and a queue, of which one agent after the other is asked (product.md 18.3). */
export const consultRequest = workTarget;
export type ConsultRequest = z.output<typeof consultRequest>;

/** What an agent may be asked for, and by how much it would go beyond what they have room for (product.md 18.2, 18.4). */
export const agentTarget = z.object({
  agentId,
  name: z.string(),
  presence,
  /** Needed skills the agent has, of how many. */
  skills: z.object({ has: z.int(), needed: z.int() }),
  /** Units beyond the agent's capacity; places beyond the limits of profiles. 0: there is room. */
  exceeds: z.object({ units: z.int(), profiles: z.int() }),
  /** They serve the queue that it is in, or was in last; said to supervisors who place it, and then these stand first (product.md 18.4). */
  servesQueue: z.boolean().optional(),
});
/** A queue that work may go to, closed ones among them: an agent's transfer into one that is closed is refused with `queue-closed`. */
export const queueTarget = z.object({
  queueId,
  name: z.string(),
  /** Items nobody has taken: waiting and offered. */
  waiting: z.int(),
  /** Whether its operating hours say that somebody is there; and when it opens, null: it is open, or nobody knows. */
  open: z.boolean(),
  opensAt: z.iso.datetime().nullable(),
});
export const workTargetsView = z
  .object({ agents: z.array(agentTarget), queues: z.array(queueTarget) })
  .meta({ id: 'WorkTargets' });
export type WorkTargetsView = z.output<typeof workTargetsView>;
export const workTargetsRequest = z.object({
  for: z.enum(['transfer', 'consult', 'assign']),
  /** Part of a name, in any case. */
  q: z.string().trim().max(100).optional(),
});
export type WorkTargetsRequest = z.output<typeof workTargetsRequest>;
