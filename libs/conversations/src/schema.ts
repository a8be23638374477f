import { RetirementTable } from '#copies';
import type { SchemaDefinition } from '#event-bus';
import { DefinitionCopyTable, SettingsCopyTable } from './storage/configuration-copies.table.ts';
import { ConsentTable } from './storage/consents.ts';
import { ConversationTable } from './storage/conversation.table.ts';
import { ChannelTable, WorkstreamTable } from './storage/copies.table.ts';
import { MessageTable } from './storage/message.table.ts';
import { CreateConversations1767603600000 } from './storage/migrations/1-create-conversations.ts';
import { RememberAcceptance1767690000000 } from './storage/migrations/2-remember-acceptance.ts';
import { FollowRetirements1795000000003 } from './storage/migrations/3-follow-retirements.ts';
import { RememberConsent1795000000004 } from './storage/migrations/4-remember-consent.ts';
import { KeepConfiguration1795000000130 } from './storage/migrations/30-keep-configuration.ts';

export const conversationsSchema: SchemaDefinition = {
  schema: 'conversations',
  tables: [
    ConversationTable,
    MessageTable,
    ChannelTable,
    WorkstreamTable,
    RetirementTable,
    ConsentTable,
    DefinitionCopyTable,
    SettingsCopyTable,
  ],
  migrations: [
    CreateConversations1767603600000,
    RememberAcceptance1767690000000,
    FollowRetirements1795000000003,
    RememberConsent1795000000004,
    KeepConfiguration1795000000130,
  ],
};
