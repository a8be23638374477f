import { EntitySchema } from 'typeorm';
import type { DataOf, handlerChanged, QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { setBased } from './set-based.ts';

/**
 * How work left a queue: it was passed on, waited too long, its rules were asked again; or nobody had taken it when its conversation began to wait for
 * its customer (`set-aside`): then it went nowhere else, and its item stands for the stay in reports.
 */
export type Left = DataOf<typeof handlerChanged>['reason'] | 'overflow' | 'rules' | 'set-aside';

/**
 * That work was in a queue and is there no more, for reports: when it came, when an agent took it (null: nobody did), when and how it left. Where work is
 * now, or ended, its item says itself: what arrives and stays is written once.
 */
export interface QueueStay {
  readonly id: string;
  readonly workItemId: WorkItemId;
  readonly workstreamId: WorkstreamId;
  readonly queueId: QueueId;
  readonly queuedAt: Date;
  readonly acceptedAt: Date | null;
  readonly leftAt: Date;
  readonly how: Left;
}

export const QueueStayTable = new EntitySchema<QueueStay>({
  name: 'queue_stay',
  columns: {
    id: { type: 'uuid', primary: true },
    workItemId: { type: 'uuid', name: 'work_item_id' },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    queueId: { type: 'uuid', name: 'queue_id' },
    queuedAt: { type: 'timestamptz', name: 'queued_at' },
    acceptedAt: { type: 'timestamptz', name: 'accepted_at', nullable: true },
    leftAt: { type: 'timestamptz', name: 'left_at' },
    how: { type: 'text' },
  },
  indices: [
    { name: 'stays_by_entry', columns: ['queuedAt'] },
    { name: 'stays_of_item', columns: ['workItemId', 'queuedAt'] },
  ],
});

export const queueStays = (tx: Transaction) => ({
  /** Keeps where these were, of those that came into a queue anew; one statement, none where nothing moved. */
  async leave(moves: readonly { readonly before: WorkItem; readonly after: WorkItem }[], how: Left): Promise<void> {
    const left = moves.filter(({ before, after }) => before.queuedAt !== after.queuedAt);
    await keep(
      tx,
      left.map(({ before }) => before),
      how,
    );
  },
  /** Of these, which nobody is needed for any more because their conversations go on without, nobody gave up who had not been answered (product.md 37). */
  setAside: (items: readonly WorkItem[]): Promise<void> =>
    keep(
      tx,
      items.filter(({ acceptedAt }) => acceptedAt === null),
      'set-aside',
    ),
});

const keep = (tx: Transaction, items: readonly WorkItem[], how: Left): Promise<void> =>
  setBased(tx.manager, QueueStayTable).insert(
    items.map(({ id: workItemId, workstreamId, queueId, queuedAt, acceptedAt }) => {
      return { id: tx.newId(), workItemId, workstreamId, queueId, queuedAt, acceptedAt, leftAt: tx.now, how };
    }),
  );
