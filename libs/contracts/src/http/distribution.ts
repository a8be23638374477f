import { z } from 'zod';
import { queueId, workstreamId } from '../ids.ts';
import { openEnum, presence } from '../vocabulary.ts';

const seconds = (from: number, to: number) => z.number().int().min(from).max(to);
const day = 86_400;

/**
 * How a workstream distributes its work (product.md 6.2, 6.5, 11.5, 15.1, 46). In force from the next offer on; what is offered or in
 * work stays as it is. Durations are seconds.
 */
export const distribution = z
  .object({
    /**
     * What one conversation takes of an agent: `units` of their capacity, or a place in a capacity `profile`. An installation should
     * keep to one of the two.
     */
    capacityFormat: z.enum(['units', 'profile']).default('units'),
    /** Units of an agent's capacity that one conversation uses; not looked at when profiles are counted. */
    capacityUnits: z.number().int().min(0).max(1000).default(1),
    /** The profile that one conversation takes a place in. Those of classification are added to it (product.md 7, 13.4). */
    capacityProfileId: z.uuid().nullable().default(null),
    /** How long wrap-up keeps the agent's capacity: until it ends, for `wrapUpBlockSeconds`, or not at all. */
    wrapUpBlock: z.enum(['always', 'custom', 'none']).default('always'),
    /** 30 s to 60 min (product.md 44); said exactly when `wrapUpBlock` is `custom`. */
    wrapUpBlockSeconds: seconds(30, 3600).nullable().default(null),
    /** How long an offer stands; null: as long as the notification template of its occasion says (15.1), 120 s unless somebody says otherwise. */
    offerSeconds: seconds(5, 3600).nullable().default(null),
    /** Agents in another presence are offered nothing. */
    allowedPresences: z.array(presence).min(1, 'needs at least one').default(['available', 'busy']),
    /**
     * Whether an agent needs every skill of an item (`exact`), comes the sooner the closer they are (`closest`), or skills do not matter.
     * Queues that assign by rules of their own do not look at it.
     */
    skillMatching: z.enum(['none', 'exact', 'closest']).default('none'),
    /** A conversation that comes back goes first to who had it, whatever their capacity (product.md 6.5). Only where work is pushed. */
    keepSameAgent: z.boolean().default(true),
    /** How long such an item waits for an agent whose presence is not allowed, before anybody may have it (G12). 0: it does not wait. */
    affinityTimeoutSeconds: seconds(0, day).default(120),
    /** Agents may take pushed items out of the list themselves, whatever their capacity and presence. Always so where work is picked. */
    allowSelectingFromPush: z.boolean().default(false),
    /** Rejections and missed offers of one agent after which an item is not offered to them again; null: as many as for the whole organisation (product.md 11.5). */
    declinesAllowed: z.number().int().min(1).max(5).nullable().default(null),
    /** How long an item is not offered again to an agent who just declined it; null: at once, after everybody else. */
    declinePauseSeconds: seconds(1, day).nullable().default(null),
    /** How long a customer is expected to wait; null: nothing is expected. Reports tell what took longer. */
    waitingThresholdSeconds: seconds(1, 2 * day)
      .nullable()
      .default(null),
    /** How long an agent is expected to need; null: nothing is expected. Reports tell what took longer. */
    handlingThresholdSeconds: seconds(1, 30 * day)
      .nullable()
      .default(null),
  })
  .superRefine(({ capacityFormat, capacityProfileId, wrapUpBlock, wrapUpBlockSeconds }, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (capacityFormat === 'profile' && capacityProfileId === null)
      fault('capacityProfileId', 'is required where profiles are counted');
    if (wrapUpBlock === 'custom' && wrapUpBlockSeconds === null)
      fault('wrapUpBlockSeconds', 'is required for a time of its own');
    if (wrapUpBlock !== 'custom' && wrapUpBlockSeconds !== null)
      fault('wrapUpBlockSeconds', 'is only for a time of its own');
  });
export const distributionRequest = distribution;
export type Distribution = z.output<typeof distribution>;

export const distributionView = z
  .object({
    ...distribution.shape,
    workstreamId,
    workstreamName: z.string(),
    version: z.number().int(),
    /** Whether work is offered, or waits until somebody takes it. Set on the workstream itself, and so is the queue to fall back on. */
    mode: openEnum(['push', 'pick']),
    fallbackQueueId: queueId,
  })
  .meta({ id: 'Distribution' });
export type DistributionView = z.output<typeof distributionView>;

/** How much work of a workstream a change of how it is handed out touches now (product.md 43 G32). */
export const workTouchedView = z
  .object({
    /** It can be taken from the list from then on, or is offered. */
    waiting: z.number().int(),
    /** Agents are asked now: offers that stand are taken back where it is to be taken from the list. */
    offered: z.number().int(),
    /** Its agents keep it. */
    assigned: z.number().int(),
  })
  .meta({ id: 'WorkTouched' });
export type WorkTouchedView = z.output<typeof workTouchedView>;
