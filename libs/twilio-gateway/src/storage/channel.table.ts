import { EntitySchema } from 'typeorm';
import type { Channel } from '../domain/account.ts';

export const ChannelTable = new EntitySchema<Channel>({
  name: 'channel',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    accountId: { type: 'uuid', name: 'account_id' },
    provider: { type: 'text', default: 'twilio' },
    number: { type: 'text' },
    formerly: { type: 'jsonb', default: [] },
    state: { type: 'text', default: 'active' },
  },
  indices: [{ name: 'channel_by_number', columns: ['number'] }],
});
