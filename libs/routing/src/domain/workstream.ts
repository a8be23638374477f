import { distribution, type Distribution, type QueueId, type Slug, type WorkstreamId } from '#contracts';

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

/** What a workstream has until somebody says otherwise (product.md 6.2, 15.1, 46). */
export const usualDistribution = (workstreamId: WorkstreamId): DistributionSettings => ({
  workstreamId,
  version: 1,
  ...distribution.parse({}),
});
