import { DefinitionCopyTable, RetirementTable, SecretGrantsCopyTable, SettingsCopyTable } from '#copies';
import {
  KeepOutboxPlain1795000097000,
  QuickenOutbox1795000020000,
  type SchemaDefinition,
  subscriptionsOf,
} from '#event-bus';
import { ChangeTable } from '#history';
import { DispositionReactions } from './disposition-reactions.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { Reactions } from './reactions.ts';
import { SecretReactions } from './secret-reactions.ts';
import { sendingMigrations, sendingTables } from './sending.parts.ts';
import { AccountTable } from './storage/account.table.ts';
import { BlockedNumberTable, BlockingEntryTable, BlockingSettingsTable } from './storage/blocked-number.tables.ts';
import { ChannelSettingsTable } from './storage/channel-settings.table.ts';
import { ChannelTable } from './storage/channel.table.ts';
import { ConnectedNumberTable } from './storage/connected-number.table.ts';
import {
  ConsentEntryTable,
  ConsentKeyTable,
  ForgottenCustomerTable,
  SenderPoolTable,
} from './storage/consent-entry.table.ts';
import { DeliveryTable } from './storage/delivery.table.ts';
import { DeliveryObservationTable } from './storage/delivery-observation.table.ts';
import { IncomingMessageTable } from './storage/incoming-message.table.ts';
import { AuditApiKeys1795000030030 } from './storage/migrations/30-audit-api-keys.ts';
import { CreateGateway1795000000001 } from './storage/migrations/1-create-gateway.ts';
import { RememberPreviousTokens1795000000002 } from './storage/migrations/2-remember-previous-tokens.ts';
import { FollowRetirements1795000000003 } from './storage/migrations/3-follow-retirements.ts';
import { KnowNumbers1795000000004 } from './storage/migrations/4-know-numbers.ts';
import { KeepConsent1795000000005 } from './storage/migrations/5-keep-consent.ts';
import { Reconcile1795000000006 } from './storage/migrations/6-reconcile.ts';
import { KeepConfiguration1795000000110 } from './storage/migrations/10-keep-configuration.ts';
import { ForgetCustomers1795000000112 } from './storage/migrations/12-forget-customers.ts';
import { ListAllChanges1795000084000 } from './storage/migrations/43-list-all-changes.ts';
import { KeepMedia1795000000111 } from './storage/migrations/11-keep-media.ts';
import { NameBytesByTheirContent1795000042000 } from './storage/migrations/31-name-bytes-by-their-content.ts';
import { ForgetWhoseConsent1795000042010 } from './storage/migrations/32-forget-whose-consent.ts';
import { CountTheDay1795000042020 } from './storage/migrations/33-count-the-day.ts';
import { GuardApiKeys1795000050000 } from './storage/migrations/40-guard-api-keys.ts';
import { ForgetWhomWeBlocked1795000050010 } from './storage/migrations/41-forget-whom-we-blocked.ts';
import { KeepWhatWasSet1795000060000 } from './storage/migrations/42-keep-what-was-set.ts';
import { MoveNumbers1795000125000 } from './storage/migrations/52-move-numbers.ts';
import { SendTestTexts1795000132000 } from './storage/migrations/53-send-test-texts.ts';
import { MediaTable } from './storage/media.table.ts';
import { RawFormTable } from './storage/raw-form.table.ts';
import { ReconciliationTable, SilenceMarkTable } from './storage/reconciliation.table.ts';

export const gatewaySchema: SchemaDefinition = {
  schema: 'gateway',
  tables: [
    AccountTable,
    ChannelTable,
    RetirementTable,
    IncomingMessageTable,
    RawFormTable,
    DeliveryTable,
    DeliveryObservationTable,
    ConnectedNumberTable,
    ConsentEntryTable,
    ConsentKeyTable,
    ForgottenCustomerTable,
    SenderPoolTable,
    BlockedNumberTable,
    BlockingEntryTable,
    BlockingSettingsTable,
    ReconciliationTable,
    SilenceMarkTable,
    DefinitionCopyTable,
    SettingsCopyTable,
    SecretGrantsCopyTable,
    ChannelSettingsTable,
    MediaTable,
    ChangeTable,
    ...sendingTables,
  ],
  migrations: [
    CreateGateway1795000000001,
    RememberPreviousTokens1795000000002,
    FollowRetirements1795000000003,
    KnowNumbers1795000000004,
    KeepConsent1795000000005,
    Reconcile1795000000006,
    KeepConfiguration1795000000110,
    KeepMedia1795000000111,
    ForgetCustomers1795000000112,
    ListAllChanges1795000084000,
    ...sendingMigrations,
    QuickenOutbox1795000020000,
    AuditApiKeys1795000030030,
    NameBytesByTheirContent1795000042000,
    ForgetWhoseConsent1795000042010,
    CountTheDay1795000042020,
    GuardApiKeys1795000050000,
    ForgetWhomWeBlocked1795000050010,
    KeepWhatWasSet1795000060000,
    KeepOutboxPlain1795000097000,
    MoveNumbers1795000125000,
    SendTestTexts1795000132000,
  ],
};

export const gatewaySubscriptions = subscriptionsOf(
  Reactions,
  ConfigurationReactions,
  ErasureReactions,
  DispositionReactions,
  SecretReactions,
);
