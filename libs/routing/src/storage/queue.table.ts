import { EntitySchema } from 'typeorm';
import type { AgentId, QueueId } from '#contracts';
import type { Queue } from '../domain/queue.ts';

export const QueueTable = new EntitySchema<Queue>({
  name: 'queue',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    priority: { type: 'int' },
  },
  indices: [
    { name: 'one_queue_a_slug', columns: ['slug'], unique: true },
    { name: 'queues_by_name', columns: ['name', 'id'] },
  ],
});

export interface QueueMember {
  readonly queueId: QueueId;
  readonly agentId: AgentId;
  readonly joinedAt: Date;
  /** When work of this queue was last assigned to them; null: never. */
  readonly lastAssignedAt: Date | null;
}

export const QueueMemberTable = new EntitySchema<QueueMember>({
  name: 'queue_member',
  columns: {
    queueId: { type: 'uuid', primary: true, name: 'queue_id' },
    agentId: { type: 'uuid', primary: true, name: 'agent_id' },
    joinedAt: { type: 'timestamptz', name: 'joined_at', default: () => 'now()' },
    lastAssignedAt: { type: 'timestamptz', name: 'last_assigned_at', nullable: true },
  },
  indices: [{ name: 'queues_of_agent', columns: ['agentId', 'queueId'] }],
  foreignKeys: [{ name: 'member_of_queue', target: 'queue', columnNames: ['queue_id'], referencedColumnNames: ['id'] }],
});
