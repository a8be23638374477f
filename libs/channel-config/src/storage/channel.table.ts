import { EntitySchema } from 'typeorm';
import type { Channel } from '../domain/channel.ts';
import { lifeColumns, notRemoved } from './life.table.ts';

export const ChannelTable = new EntitySchema<Channel>({
  name: 'channel',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    numberId: { type: 'uuid', name: 'number_id' },
    accountId: { type: 'uuid', name: 'account_id' },
    provider: { type: 'text' },
    number: { type: 'text' },
    formerly: { type: 'jsonb', default: [] },
    language: { type: 'text' },
    settings: { type: 'jsonb' },
    ...lifeColumns,
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'one_channel_a_slug', columns: ['slug'], unique: true, where: notRemoved },
    { name: 'one_channel_a_number', columns: ['numberId'], unique: true, where: notRemoved },
    { name: 'channels_by_name', columns: ['name', 'id'] },
    { name: 'channels_by_change', columns: ['changedAt', 'id'] },
    { name: 'channels_of_workstream', columns: ['workstreamId'] },
    { name: 'channels_of_account', columns: ['accountId'] },
  ],
  foreignKeys: [
    {
      name: 'channel_of_workstream',
      target: 'workstream',
      columnNames: ['workstream_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'channel_of_account',
      target: 'messaging_account',
      columnNames: ['account_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
