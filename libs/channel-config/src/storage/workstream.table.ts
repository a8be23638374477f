import { EntitySchema } from 'typeorm';
import type { Workstream } from '../domain/workstream.ts';
import { lifeColumns, notRemoved } from './life.table.ts';

export const WorkstreamTable = new EntitySchema<Workstream>({
  name: 'workstream',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    mode: { type: 'text' },
    direction: { type: 'text', default: 'inbound' },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id' },
    copiedFrom: { type: 'uuid', name: 'copied_from', nullable: true },
    ...lifeColumns,
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'one_workstream_a_slug', columns: ['slug'], unique: true, where: notRemoved },
    { name: 'workstreams_by_name', columns: ['name', 'id'] },
    { name: 'workstreams_by_change', columns: ['changedAt', 'id'] },
  ],
});
