import { EntitySchema } from 'typeorm';
import type { Channel } from '../domain/channel.ts';

export const ChannelTable = new EntitySchema<Channel>({
  name: 'channel',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    numberId: { type: 'uuid', name: 'number_id' },
    language: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'one_channel_a_slug', columns: ['slug'], unique: true },
    { name: 'one_channel_a_number', columns: ['numberId'], unique: true },
    { name: 'channels_by_name', columns: ['name', 'id'] },
    { name: 'channels_of_workstream', columns: ['workstreamId'] },
  ],
  foreignKeys: [
    {
      name: 'channel_of_workstream',
      target: 'workstream',
      columnNames: ['workstream_id'],
      referencedColumnNames: ['id'],
    },
    { name: 'channel_of_number', target: 'support_number', columnNames: ['number_id'], referencedColumnNames: ['id'] },
  ],
});
