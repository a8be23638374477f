import { EntitySchema } from 'typeorm';
import { type AgentId, type QueueId, queueOverflow } from '#contracts';
import type { Queue } from '../domain/queue.ts';

const standing = 'removed_at IS NULL';

export const QueueTable = new EntitySchema<Queue>({
  name: 'queue',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    type: { type: 'text', default: 'messaging' },
    priority: { type: 'int' },
    assignmentMethod: { type: 'text', name: 'assignment_method', default: 'highest-capacity' },
    operatingHoursId: { type: 'uuid', name: 'operating_hours_id', nullable: true },
    overflow: { type: 'jsonb', default: queueOverflow.parse({}) },
    whenEmpty: { type: 'text', name: 'when_empty', default: 'hold' },
    serviceLevelSeconds: { type: 'int', name: 'service_level_seconds', nullable: true },
    shortAbandonSeconds: { type: 'int', name: 'short_abandon_seconds', nullable: true },
    copiedFrom: { type: 'uuid', name: 'copied_from', nullable: true },
    removedAt: { type: 'timestamptz', name: 'removed_at', nullable: true },
  },
  indices: [
    { name: 'one_queue_a_slug', columns: ['slug'], unique: true, where: standing },
    { name: 'queues_by_name', columns: ['name', 'id'], where: standing },
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
