import type { SchemaDefinition } from '#event-bus';
import { ChannelTable } from './storage/channel.table.ts';
import { MessagingAccountTable, SupportNumberTable } from './storage/messaging-account.table.ts';
import { CreateChannelConfig1795000000001 } from './storage/migrations/1-create-channel-config.ts';
import { KeepPreviousTokens1795000000002 } from './storage/migrations/2-keep-previous-tokens.ts';
import { WorkstreamTable } from './storage/workstream.table.ts';

export const channelConfigSchema: SchemaDefinition = {
  schema: 'channel_config',
  tables: [MessagingAccountTable, SupportNumberTable, WorkstreamTable, ChannelTable],
  migrations: [CreateChannelConfig1795000000001, KeepPreviousTokens1795000000002],
};

/** It hears nothing: what an administrator says is where facts begin. */
export const channelConfigSubscriptions: readonly never[] = [];
