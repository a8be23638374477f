import { EntitySchema } from 'typeorm';
import type { Workstream } from '../domain/workstream.ts';

export const WorkstreamTable = new EntitySchema<Workstream>({
  name: 'workstream',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    mode: { type: 'text' },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'one_workstream_a_slug', columns: ['slug'], unique: true },
    { name: 'workstreams_by_name', columns: ['name', 'id'] },
  ],
});
