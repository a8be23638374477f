import {
  KeepOutboxPlain1795000097000,
  QuickenOutbox1795000020000,
  type SchemaDefinition,
  subscriptionsOf,
} from '#event-bus';
import { ChangeTable } from '#history';
import { Reactions } from './reactions.ts';
import { DefinitionTable } from './storage/definition.tables.ts';
import { ChannelDraftTable } from './storage/channel-draft.table.ts';
import { ChannelTable } from './storage/channel.table.ts';
import { AccountCheckTable, ConnectedNumberTable, NumberCheckTable } from './storage/check.tables.ts';
import { InForceTable, UsageReportTable } from './storage/life.table.ts';
import { MessagingAccountTable, SupportNumberTable } from './storage/messaging-account.table.ts';
import { CreateChannelConfig1795000000001 } from './storage/migrations/1-create-channel-config.ts';
import { KeepPreviousTokens1795000000002 } from './storage/migrations/2-keep-previous-tokens.ts';
import { Provision1795000000003 } from './storage/migrations/3-provision.ts';
import { Define1795000000007 } from './storage/migrations/7-define.ts';
import { GuardSecrets1795000000004 } from './storage/migrations/4-guard-secrets.ts';
import { Retire1795000000005 } from './storage/migrations/5-retire.ts';
import { KeepChecks1795000000006 } from './storage/migrations/6-keep-checks.ts';
import { DraftChannels1795000000008 } from './storage/migrations/8-draft-channels.ts';
import { InForce1795000000009 } from './storage/migrations/9-in-force.ts';
import { KeepPersonalReplies1795000000010 } from './storage/migrations/10-keep-personal-replies.ts';
import { KeepSettings1795000000011 } from './storage/migrations/11-keep-settings.ts';
import { CopyWorkstreams1795000000120 } from './storage/migrations/20-copy-workstreams.ts';
import { KnowProviders1795000030030 } from './storage/migrations/30-know-providers.ts';
import { KnowQueues1795000090000 } from './storage/migrations/41-know-queues.ts';
import { KnowRules1795000120000 } from './storage/migrations/42-know-rules.ts';
import { KnowAgents1795000121000 } from './storage/migrations/43-know-agents.ts';
import { KnowWhoAsksModels1795000122000 } from './storage/migrations/44-know-who-asks-models.ts';
import { KeepRegistrations1795000123000 } from './storage/migrations/45-keep-registrations.ts';
import { KnowWhoNamesVariables1795000125000 } from './storage/migrations/46-know-who-names-variables.ts';
import { KeepHistoryAsEverywhere1795000126000 } from './storage/migrations/47-keep-history-as-everywhere.ts';
import { MoveNumbers1795000130000 } from './storage/migrations/48-move-numbers.ts';
import { WatchSecrets1795000050000 } from './storage/migrations/40-watch-secrets.ts';
import { PersonalQuickReplyTable } from './storage/personal-quick-reply.table.ts';
import { ProvisioningTable } from './storage/provisioning.table.ts';
import { AgentCopyTable } from './storage/agent-copies.ts';
import { QueueCopyTable } from './storage/queue-copies.ts';
import { RulesCopyTable } from './storage/rules-copies.ts';
import { SecretAuditTable, SecretGrantsTable, SecretLastUseTable } from './storage/secret.tables.ts';
import { SettingsTable } from './storage/settings.table.ts';
import { WorkstreamTable } from './storage/workstream.table.ts';

export const channelConfigSchema: SchemaDefinition = {
  schema: 'channel_config',
  tables: [
    MessagingAccountTable,
    SupportNumberTable,
    WorkstreamTable,
    ChannelTable,
    ProvisioningTable,
    SecretGrantsTable,
    SecretAuditTable,
    SecretLastUseTable,
    AccountCheckTable,
    NumberCheckTable,
    ConnectedNumberTable,
    UsageReportTable,
    InForceTable,
    DefinitionTable,
    ChangeTable,
    ChannelDraftTable,
    PersonalQuickReplyTable,
    SettingsTable,
    QueueCopyTable,
    RulesCopyTable,
    AgentCopyTable,
  ],
  migrations: [
    CreateChannelConfig1795000000001,
    KeepPreviousTokens1795000000002,
    Provision1795000000003,
    GuardSecrets1795000000004,
    Retire1795000000005,
    KeepChecks1795000000006,
    Define1795000000007,
    DraftChannels1795000000008,
    InForce1795000000009,
    KeepPersonalReplies1795000000010,
    KeepSettings1795000000011,
    CopyWorkstreams1795000000120,
    QuickenOutbox1795000020000,
    KnowProviders1795000030030,
    WatchSecrets1795000050000,
    KnowQueues1795000090000,
    KeepOutboxPlain1795000097000,
    KnowRules1795000120000,
    KnowAgents1795000121000,
    KnowWhoAsksModels1795000122000,
    KeepRegistrations1795000123000,
    KnowWhoNamesVariables1795000125000,
    KeepHistoryAsEverywhere1795000126000,
    MoveNumbers1795000130000,
  ],
};

export const channelConfigSubscriptions = subscriptionsOf(Reactions);
