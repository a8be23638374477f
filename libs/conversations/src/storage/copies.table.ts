import { EntitySchema } from 'typeorm';
import type { channelChanged, DataOf, workstreamChanged } from '#contracts';

/** What we know of a channel: the whole of the last `channel-changed`, but for how it is retired. */
export type Channel = DataOf<typeof channelChanged>;

export const ChannelTable = new EntitySchema<Channel>({
  name: 'channel',
  columns: {
    channelId: { type: 'uuid', name: 'id', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    workstreamId: { type: 'uuid', name: 'workstream_id' },
    accountId: { type: 'uuid', name: 'account_id' },
    provider: { type: 'text' },
    number: { type: 'text' },
    language: { type: 'text' },
    state: { type: 'text', default: 'active' },
    settings: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'channels_of_workstream', columns: ['workstreamId'] },
    { name: 'channels_of_number', columns: ['number'] },
  ],
});

/** What we know of a workstream: the whole of the last `workstream-changed`. */
export type Workstream = DataOf<typeof workstreamChanged>;

export const WorkstreamTable = new EntitySchema<Workstream>({
  name: 'workstream',
  columns: {
    workstreamId: { type: 'uuid', name: 'id', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    mode: { type: 'text' },
    direction: { type: 'text' },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id' },
    state: { type: 'text', default: 'active' },
  },
});
