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

/** Why this has to be confirmed; null: it has not. Agents and rules are set up for one way of handing work out (product.md 6.1, 43 G32). */
export const modeToConfirm = (known: Pick<Workstream, 'mode'>, asked: Pick<Workstream, 'mode'>): string | null => {
  if (known.mode === asked.mode) return null;
  return asked.mode === 'pick'
    ? 'Agents will take this work from a list: offers that stand are taken back, and who has work keeps it.'
    : 'This work will be offered to agents: what waits is offered in its order, and who has work keeps it.';
};

/** Refuses another mode that was not confirmed (`confirmation-required`). */
export function refuseUnconfirmedMode(known: Workstream, asked: Asked, isConfirmed: boolean): void {
  const why = modeToConfirm(known, asked);
  if (why && !isConfirmed)
    throw new Refusal(
      'confirmation-required',
      `${why} GET /api/routing/workstreams/${known.id}/distribution/touched says how much that is; say confirmed=true.`,
      'mode',
    );
}

/** How a copy is called where nobody says: `Copy of Deliveries`, no longer than a name may be. */
export const nameOfCopy = (name: string): string => `Copy of ${name}`.slice(0, 100).trimEnd();
