import type { QueueId, Slug, WorkstreamId } from '#contracts';
import type { Life } from './retirement.ts';

/** What belongs together: the channels of one kind of work and where it goes when no rule says otherwise (product.md 6). */
export interface Workstream extends Life {
  readonly id: WorkstreamId;
  readonly slug: Slug;
  readonly name: string;
  /** Work is offered to agents; taking it from a list comes later. */
  readonly mode: 'push';
  readonly fallbackQueueId: QueueId;
  readonly createdAt: Date;
}

/** Whether the workstream already is as asked. */
export const isAsAsked = (
  workstream: Workstream,
  asked: Pick<Workstream, 'slug' | 'name' | 'mode' | 'fallbackQueueId'>,
): boolean =>
  workstream.slug === asked.slug &&
  workstream.name === asked.name &&
  workstream.mode === asked.mode &&
  workstream.fallbackQueueId === asked.fallbackQueueId;
