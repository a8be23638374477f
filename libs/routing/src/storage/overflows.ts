import { EntitySchema } from 'typeorm';
import type { QueueId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { setBased } from './set-based.ts';

/** A queue had no place for an item, or kept it waiting too long: what became of it, for reports. */
export interface Overflow {
  readonly id: string;
  readonly happenedAt: Date;
  readonly workItemId: WorkItemId;
  readonly queueId: QueueId;
  readonly toQueueId: QueueId | null;
  readonly stage: string;
  readonly condition: string;
  readonly action: string;
}

export const OverflowTable = new EntitySchema<Overflow>({
  name: 'overflow',
  columns: {
    id: { type: 'uuid', primary: true },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    workItemId: { type: 'uuid', name: 'work_item_id' },
    queueId: { type: 'uuid', name: 'queue_id' },
    toQueueId: { type: 'uuid', name: 'to_queue_id', nullable: true },
    stage: { type: 'text' },
    condition: { type: 'text' },
    action: { type: 'text' },
  },
  indices: [{ name: 'overflows_by_time', columns: ['happenedAt'] }],
});

export const overflows = ({ manager }: Transaction) => ({
  insertAll: (all: readonly Overflow[]) => setBased(manager, OverflowTable).insert(all),
});
