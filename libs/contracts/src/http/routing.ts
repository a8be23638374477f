import { z } from 'zod';
import {
  address,
  agentId,
  capacityProfileId,
  conversationId,
  offerId,
  presenceId,
  queueId,
  skillId,
  workItemId,
  workstreamId,
} from '../ids.ts';
import { presence } from '../vocabulary.ts';
import { openSort } from './list-views.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const count = z.int().nonnegative();
export const agentView = z
  .object({
    id: agentId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    /** The full name, as their tokens say it. */
    name: z.string(),
    /** What administrators call them besides, for the texts that they write (product.md 27); null: nothing. */
    firstName: z.string().nullable().default(null),
    lastName: z.string().nullable().default(null),
    nickname: z.string().nullable().default(null),
    /** Whether they may be offered work. */
    presence,
    /** `system`: it follows what they do. */
    presenceSetBy: z.enum(['agent', 'system', 'supervisor']),
    /** Since when it is what it is. */
    presenceSince: at,
    /** Why it is what it is: it follows capacity, somebody chose it, it is the default at sign-in, or it is held after a miss, a rejection, or too many sessions. */
    presenceReason: z.enum(['capacity', 'chosen', 'default', 'missed', 'rejected', 'sessions', 'disconnected']),
    /** The custom presence that stands for it, and its text; null: a built-in one. */
    presenceId: presenceId.nullable(),
    presenceText: z.string().nullable(),
    /** In units, of which each workstream's work takes some; used may be more than total, where somebody was given more than they have room for. */
    capacity: z.object({ used: z.number().int(), total: z.number().int() }),
    /** Places in capacity profiles. */
    profiles: z.array(
      z.object({ id: capacityProfileId, name: z.string(), used: z.int(), limit: z.int(), blocking: z.boolean() }),
    ),
    /** Conversations that the agent has accepted and not left. */
    sessions: z.int(),
    /**
     * Offers of work made today, in the zone of the installation, and what became of them: how many were accepted, declined, let pass, shown
     * by no desk, taken back; the rest stands. As the report of agents counts them, without advice (product.md 37).
     */
    offersToday: z.object({
      offered: count,
      accepted: count,
      rejected: count,
      timedOut: count,
      lost: count,
      withdrawn: count,
    }),
    /** The queues that they serve. */
    queueIds: z.array(queueId),
    /** What the agent can do, by name, and how well, as the skill's rating model says it; without what is switched off. */
    skills: z.array(z.object({ id: skillId, name: z.string(), rating: z.number() })),
  })
  .meta({ id: 'Agent' });
export type AgentView = z.output<typeof agentView>;
export const agentsView = pageOf(agentView);
export const agentsRequest = pageRequest.extend({
  /** Part of the name, in any case. */
  q: z.string().trim().max(100).optional(),
});
export type AgentsRequest = z.output<typeof agentsRequest>;

export const presenceRequest = z.object({
  /** `offline`: as if signed out, with the desk open. */
  presence: z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline']),
  /** A custom presence that stands for it and that the agent may choose; left out or null: the built-in one. */
  presenceId: presenceId.nullable().optional(),
});
export type PresenceRequest = z.output<typeof presenceRequest>;

/** What an agent may choose from: the queues that they serve, and the custom presences that are theirs, by name. */
export const myChoicesView = z
  .object({
    queues: z.array(z.object({ id: queueId, name: z.string() })),
    presences: z.array(
      z.object({
        id: presenceId,
        name: z.string(),
        /** What others read of it. */
        text: z.string(),
        /** What it stands for. */
        presence: presenceRequest.shape.presence,
      }),
    ),
  })
  .meta({ id: 'MyChoices' });
export type MyChoicesView = z.output<typeof myChoicesView>;

/** Sent every 10 s by an open desk, with the offers it shows; 30 s of silence is a disconnect (decisions L). */
export const beatRequest = z.object({
  /** Offers that are to be seen: those that are not are re-offered 15 s after they last were. */
  showing: z.array(offerId).max(50).default([]),
  /** Which of the agent's browsers this is; left out: the only one. */
  deskId: z.uuid().optional(),
});

/** A desk closes. The agent is offline at once unless another desk of theirs is open. */
export const leaveRequest = z.object({
  /** Which of the agent's browsers closes; left out: the only one. */
  deskId: z.uuid().optional(),
  /** The agent signs out: all desks close, and a chosen presence is forgotten. */
  signOut: z.boolean().default(false),
});
export type LeaveRequest = z.output<typeof leaveRequest>;

/** What an agent is told of work, by the template of the occasion with what was known as the offer was made (product.md 15.1). */
export const offerNotification = z
  .object({
    /** Read first; empty: nothing is known of all that it asks for, and the customer's address stands in its place. */
    title: z.string(),
    /** A path of the desk or an address; null: the usual one. */
    icon: z.string().nullable(),
    /** Whether the time that is left is seen. */
    showTimeout: z.boolean(),
    /** The work becomes the agent's without being asked: when the time is over, or, where no time is seen, as soon as it is shown. */
    autoAssign: z.boolean(),
    /** Its session opens by itself then. */
    autoAccept: z.boolean(),
    /** On the button that takes the work; null: the usual words. */
    acceptLabel: z.string().nullable(),
    /** Whether it can be rejected. */
    showReject: z.boolean(),
    /** On the button that declines it. */
    rejectLabel: z.string(),
    /** Whether the browser notifies, too: never, while the desk is not looked at, or always. */
    desktopNotifications: z.enum(['never', 'in-background', 'always']),
    /** At most four, those of which something is known, in their order. */
    fields: z.array(z.object({ name: z.string(), header: z.string(), value: z.string() })),
  })
  .meta({ id: 'OfferNotification' });
export type OfferNotification = z.output<typeof offerNotification>;

export const offerView = z
  .object({
    id: offerId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    workItemId,
    conversationId,
    agentId,
    queueId,
    /** What the queue is called. */
    queueName: z.string(),
    /** The customer's number. */
    customer: address,
    /** The beginning of the customer's latest text; empty: a file alone. */
    preview: z.string(),
    /** Why this agent, in one sentence for the card. */
    why: z.string(),
    /** `timed-out`: not answered in time; `withdrawn`: by us; `lost`: no desk showed it. */
    state: z.enum(['offered', 'accepted', 'rejected', 'timed-out', 'withdrawn', 'lost']),
    /** Since when it waits for an agent: the line is ordered by it. */
    waitingSince: at,
    /** When the agent was asked. */
    offeredAt: at,
    /** When it ends by itself; by the clock of the service. */
    expiresAt: at,
    /** What the agent is asked for: waiting work, advice, a colleague's conversation, or what a supervisor assigns. */
    slot: z.enum(['incoming', 'consult', 'transfer', 'supervisor-assign']),
    /** Who asks for advice, hands over, or assigns; null: nobody but the rules. */
    byAgentId: agentId.nullable(),
    /** It was not asked whether the agent wants it. */
    withoutConsent: z.boolean(),
    /** What who asks or handed over says about it; null: nothing. */
    note: z.string().nullable(),
    /** How its agent is told of it; null: it is over. */
    notification: offerNotification.nullable(),
    /** Why it was withdrawn, told as it happens: somebody else, by name, has the work, or nobody is needed any more. Left out: neither. */
    withdrawn: z.object({ because: z.enum(['taken', 'over']), by: z.string().nullable() }).optional(),
  })
  .meta({ id: 'Offer' });
export type OfferView = z.output<typeof offerView>;
export const offersView = pageOf(offerView);

export const workItemView = z
  .object({
    id: workItemId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.number().int(),
    conversationId,
    workstreamId,
    queueId,
    /** What the queue is called. */
    queueName: z.string(),
    /** The customer's number. */
    customer: address,
    /** The beginning of the customer's latest text; empty: a file alone. */
    preview: z.string(),
    /** `offered`: an agent is asked; `assigned`: an agent has it. */
    status: z.enum(['waiting', 'offered', 'assigned', 'done']),
    /** Who is asked or has it; null: nobody. */
    agentId: agentId.nullable(),
    /** Since when it waits for an agent: the line is ordered by it. */
    waitingSince: at,
    /** How many agents were asked so far, each as often as they were. */
    offers: z.number().int(),
  })
  .meta({ id: 'WorkItem' });
export type WorkItemView = z.output<typeof workItemView>;
export const workItemsView = pageOf(workItemView);

export const workItemsRequest = pageRequest.extend({
  /** Left out: everything that is not done. */
  status: workItemView.shape.status.optional(),
  /** `open`: what waits in the queues that I serve, and I may pick. Agents ask for nothing else. */
  list: z.enum(['open']).optional(),
  /** The work that this conversation was, whatever its status, the newest first. */
  conversationId: conversationId.optional(),
  /** Of the open list: by age, oldest first, or by name. */
  sort: openSort.default('age'),
  /** Of the open list: only what waits in this queue. */
  queueId: queueId.optional(),
  /** Of the open list: only whose number, text, queue or workstream has this in it; numbers in any spelling. */
  q: z.string().trim().max(100).default(''),
});
export type WorkItemsRequest = z.output<typeof workItemsRequest>;
