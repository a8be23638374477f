import { z } from 'zod';
import { foundSkills } from './skill-finders.ts';
import { knownContext } from '../events/conversations.ts';
import { agentId, capacityProfileId, channelId, saidAddress, workstreamId } from '../ids.ts';
import { locale } from '../vocabulary.ts';
import { explanationStep } from './explanation.ts';

/** A text that nobody wrote: what would become of it now? */
export const dryRunRequest = z.object({
  workstreamId,
  channelId: channelId.nullable().default(null),
  /** Who would have written it, and to which of our numbers. */
  customer: saidAddress,
  supportNumber: saidAddress.nullable().default(null),
  text: z.string().max(1600).default(''),
  locale: locale.default('en-US'),
  /** ISO country of the customer's number. */
  country: z.string().length(2).toUpperCase().nullable().default(null),
  startedBy: z.enum(['customer', 'agent', 'campaign']).default('customer'),
  /** What would be known of the customer; null: nobody is found. */
  known: knownContext.nullable().default(null),
  /** What skill finders would say: they are asked by `POST /api/conversations/skill-finders/{id}/try`. */
  skillFinders: z.array(foundSkills).max(10).default([]),
});
export type DryRunRequest = z.output<typeof dryRunRequest>;

export const dryRunView = z
  .object({
    /** What would become of it: it waits in a queue, or its conversation ends. */
    outcome: z.enum(['queued', 'ended']),
    queue: z.object({ id: z.uuid(), name: z.string() }),
    /** When it would have waited too long there. */
    overflowsAt: z.iso.datetime().nullable(),
    skills: z.array(z.object({ skillId: z.uuid(), rating: z.number() })),
    capacityProfileIds: z.array(capacityProfileId),
    /** Who would be offered it now if it were the first to be placed; null: nobody, which the last step gives the reasons for. */
    agent: z.object({ id: agentId, name: z.string(), why: z.string() }).nullable(),
    /** How, as the explanation of a work item tells it. */
    steps: z.array(explanationStep),
  })
  .meta({ id: 'DryRun' });
export type DryRunView = z.output<typeof dryRunView>;
