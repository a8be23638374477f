import {
  type QueueId,
  Refusal,
  type Slug,
  type WorkstreamDirection,
  type WorkstreamId,
  type WorkstreamMode,
} from '#contracts';
import type { Life } from './retirement.ts';

/** What belongs together: the channels of one kind of work and where it goes when no rule says otherwise (product.md 6). */
export interface Workstream extends Life {
  readonly id: WorkstreamId;
  readonly slug: Slug;
  readonly name: string;
  readonly mode: WorkstreamMode;
  readonly direction: WorkstreamDirection;
  readonly fallbackQueueId: QueueId;
  readonly copiedFrom: WorkstreamId | null;
  readonly createdAt: Date;
}

/** What an administrator says of a workstream. */
type Asked = Pick<Workstream, 'slug' | 'name' | 'mode' | 'direction' | 'fallbackQueueId'>;

/** Whether the workstream already is as asked. */
export const isAsAsked = (workstream: Workstream, asked: Asked): boolean =>
  workstream.slug === asked.slug &&
  workstream.name === asked.name &&
  workstream.mode === asked.mode &&
  workstream.direction === asked.direction &&
  workstream.fallbackQueueId === asked.fallbackQueueId;

/** Why a workstream cannot be changed into this; null: it can. Agents and rules are set up for one way of distribution (product.md 6.1). */
export const modeRefused = (known: Pick<Workstream, 'mode'>, asked: Pick<Workstream, 'mode'>): string | null =>
  known.mode === asked.mode
    ? null
    : `stays ${known.mode}: how a workstream distributes its work is said once, when it is created`;

/** Refuses that (`mode-fixed`). */
export function refuseOtherMode(known: Workstream, asked: Asked): void {
  const refused = modeRefused(known, asked);
  if (refused) throw new Refusal('mode-fixed', `It ${refused}.`, 'mode');
}

/** How a copy is called where nobody says: `Copy of Deliveries`, no longer than a name may be. */
export const nameOfCopy = (name: string): string => `Copy of ${name}`.slice(0, 100).trimEnd();
