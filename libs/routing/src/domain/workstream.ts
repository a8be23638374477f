import {
  type AssignmentSettings,
  type CapacityProfileId,
  distribution,
  type Distribution,
  type QueueId,
  type Slug,
  type WorkstreamId,
} from '#contracts';
import type { Takes } from './capacity.ts';

/** What we know of a workstream; channel-config owns it. */
export interface Workstream {
  readonly id: WorkstreamId;
  readonly version: number;
  readonly slug: Slug;
  readonly name: string;
  /** Whether work is offered, or waits until somebody takes it. What a newer service may say besides is offered. */
  readonly mode: 'push' | 'pick' | 'other';
  readonly fallbackQueueId: QueueId;
}

/** How a workstream's work is distributed (product.md 6.2). */
export interface DistributionSettings extends Distribution {
  readonly workstreamId: WorkstreamId;
  readonly version: number;
}

/** What a workstream begins with: as usual, or as the one whose copy it is (product.md 6.4). */
export const firstDistribution = (
  workstreamId: WorkstreamId,
  like: DistributionSettings | undefined,
): DistributionSettings => ({ ...(like ?? usualDistribution(workstreamId)), workstreamId, version: 1 });

/** What a workstream has until somebody says otherwise (product.md 6.2, 15.1, 46). */
export const usualDistribution = (workstreamId: WorkstreamId): DistributionSettings => ({
  workstreamId,
  version: 1,
  ...distribution.parse({}),
});

/** How often an agent may decline work of this workstream: as it says itself, or as holds for the whole organisation (product.md 11.5). */
export const declinesAllowed = (
  { declinesAllowed: own }: Pick<Distribution, 'declinesAllowed'>,
  organisation: Pick<AssignmentSettings, 'declinesAllowed'>,
): number => own ?? organisation.declinesAllowed;

/** Whether an agent who lets a countdown run out is kept from such work by being Inactive: not where who is away gets it all the same (product.md 14). */
export const isHeldByMiss = (distribution: Pick<Distribution, 'allowedPresences'> | undefined): boolean =>
  distribution !== undefined && !distribution.allowedPresences.includes('away');

/** What one conversation takes of an agent: units, or a place in each profile; those that it needs itself are added to the workstream's (product.md 13.3, 13.4). */
export function takesOf(
  {
    capacityFormat,
    capacityUnits,
    capacityProfileId,
  }: Pick<Distribution, 'capacityFormat' | 'capacityUnits'> & { readonly capacityProfileId: string | null },
  needed: readonly CapacityProfileId[],
): Takes {
  if (capacityFormat === 'units') return { units: capacityUnits, profileIds: needed };
  const own = capacityProfileId === null ? [] : [capacityProfileId as CapacityProfileId];
  return { units: 0, profileIds: [...new Set([...own, ...needed])] };
}
