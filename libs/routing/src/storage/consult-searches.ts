import { Any, EntitySchema, IsNull } from 'typeorm';
import type { AgentId, QueueId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Passes } from '../domain/work-item.ts';

/** A queue is asked for advice about an item, one of its agents after the other, until one agrees or the time is over (product.md 18.3). */
export interface ConsultSearch {
  readonly id: string;
  readonly workItemId: WorkItemId;
  readonly queueId: QueueId;
  readonly byAgentId: AgentId;
  readonly note: string | null;
  /** How those who were asked let it pass. */
  readonly passes: Readonly<Record<AgentId, Passes>>;
  readonly beganAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

export const ConsultSearchTable = new EntitySchema<ConsultSearch>({
  name: 'consult_search',
  columns: {
    id: { type: 'uuid', primary: true },
    workItemId: { type: 'uuid', name: 'work_item_id' },
    queueId: { type: 'uuid', name: 'queue_id' },
    byAgentId: { type: 'uuid', name: 'by_agent_id' },
    note: { type: 'text', nullable: true },
    passes: { type: 'jsonb', default: {} },
    beganAt: { type: 'timestamptz', name: 'began_at' },
    endsAt: { type: 'timestamptz', name: 'ends_at' },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
  },
  indices: [
    { name: 'one_search_a_queue', columns: ['workItemId', 'queueId'], unique: true, where: 'ended_at IS NULL' },
    { name: 'searches_by_time', columns: ['beganAt'] },
    { name: 'searches_with_note', columns: ['workItemId'], where: 'note IS NOT NULL' },
  ],
});

/** Queues that are asked for advice. Whoever changes one holds the lock of its item. */
export const consultSearches = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(ConsultSearchTable);
  return {
    find: (id: string): Promise<ConsultSearch | null> => table.findOneBy({ id }),
    /** Those about this item that go on. */
    ongoing: (workItemId: WorkItemId): Promise<ConsultSearch[]> => table.findBy({ workItemId, endedAt: IsNull() }),
    /** Those of these that go on. */
    some: (ids: readonly string[]): Promise<ConsultSearch[]> =>
      ids.length === 0 ? Promise.resolve([]) : table.findBy({ id: Any([...ids]), endedAt: IsNull() }),
    /** Those about these items go on no more; their timers find nothing to do. */
    endAbout: (ids: readonly WorkItemId[], endedAt: Date) =>
      table.update({ workItemId: Any([...ids]), endedAt: IsNull() }, { endedAt }),
    save: (search: ConsultSearch) => table.upsert(search, ['id']),
  };
};
