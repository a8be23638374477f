import type { Provider, Type } from '@nestjs/common';
import type { SchemaDefinition } from '#event-bus';
import { changesController } from '#history';
import { ApiKeyController, ApiKeysController } from './http/api-key.controller.ts';
import { ConfigurationController } from './http/configuration.controller.ts';
import { SenderGroupHistoryController } from './http/sender-group-history.controller.ts';
import { SettingsHistoryController } from './http/settings-history.controller.ts';
import { TestTextsController } from './http/test-texts.controller.ts';
import { ObservationsController } from './http/observations.controller.ts';
import { SendingController } from './http/sending.controller.ts';
import { GatewaySettings } from './gateway-settings.ts';
import { AzureWebhookController } from './http/azure-webhook.controller.ts';
import { EventGridController } from './http/event-grid.controller.ts';
import { LookUpCount } from './look-up-count.ts';
import { SendingCount } from './sending-count.ts';
import { CalledBackTextTable } from './storage/called-back-text.table.ts';
import { TestTextTable } from './storage/test-text.table.ts';
import { CallTextsBack1795000098000 } from './storage/migrations/49-call-texts-back.ts';
import { LearnWords1795000098010 } from './storage/migrations/50-learn-words.ts';
import { FindRefusedFiles1795000098020 } from './storage/migrations/51-find-refused-files.ts';
import { AccountPauseTable, RecipientMarkTable, SendingAlertTable } from './storage/alert.tables.ts';
import { SendInPartsAndAtAPace1795000000120 } from './storage/migrations/20-send-in-parts-and-at-a-pace.ts';
import { ApiKeyEntryTable, ApiKeyTable } from './storage/api-key.table.ts';
import { KeepApiKeys1795000000122 } from './storage/migrations/22-keep-api-keys.ts';
import { SendFilesAsLinks1795000085000 } from './storage/migrations/44-send-files-as-links.ts';
import { TrimAlerts1795000091000 } from './storage/migrations/47-trim-alerts.ts';
import { CountTheLast1795000096000 } from './storage/migrations/48-count-the-last.ts';
import { WatchErrorLog1795000090000 } from './storage/migrations/46-watch-error-log.ts';
import { SeeContradictions1795000085010 } from './storage/migrations/45-see-contradictions.ts';
import { KnowProviders1795000000121 } from './storage/migrations/21-know-providers.ts';
import { AzureProvider } from './providers/azure-provider.ts';
import { Providers } from './providers/providers.ts';
import { TwilioProvider } from './providers/twilio-provider.ts';
import {
  SenderBucketTable,
  SenderGroupMemberTable,
  SenderGroupTable,
  SendingSettingsTable,
} from './storage/sender.tables.ts';
import { DoubtAbandoned } from './timers/doubt-abandoned.ts';
import { ErrorLogMarkTable, WebhookFailureTable } from './storage/webhook-failure.tables.ts';
import { LookUpDoubtful } from './timers/look-up-doubtful.ts';
import { ProbePaused } from './timers/probe-paused.ts';
import { ReadErrorLog } from './timers/read-error-log.ts';
import { TwilioErrorLog } from './twilio-error-log.ts';
import { SendDeliveries } from './timers/send-deliveries.ts';

/** What sending keeps besides deliveries. */
export const sendingTables: SchemaDefinition['tables'] = [
  SenderGroupTable,
  SenderGroupMemberTable,
  SenderBucketTable,
  SendingSettingsTable,
  AccountPauseTable,
  SendingAlertTable,
  RecipientMarkTable,
  ApiKeyTable,
  ApiKeyEntryTable,
  WebhookFailureTable,
  ErrorLogMarkTable,
  CalledBackTextTable,
  TestTextTable,
];

export const sendingMigrations = [
  SendInPartsAndAtAPace1795000000120,
  KnowProviders1795000000121,
  KeepApiKeys1795000000122,
  SendFilesAsLinks1795000085000,
  SeeContradictions1795000085010,
  WatchErrorLog1795000090000,
  TrimAlerts1795000091000,
  CountTheLast1795000096000,
  CallTextsBack1795000098000,
  LearnWords1795000098010,
  FindRefusedFiles1795000098020,
];

const providers: Provider = {
  provide: Providers,
  inject: [GatewaySettings],
  useFactory: (settings: GatewaySettings) => new Providers([new TwilioProvider(settings), new AzureProvider(settings)]),
};

export const sendingProviders: Provider[] = [
  providers,
  SendDeliveries,
  DoubtAbandoned,
  LookUpDoubtful,
  ProbePaused,
  {
    provide: TwilioErrorLog,
    inject: [GatewaySettings],
    useFactory: (settings: GatewaySettings) => new TwilioErrorLog(settings),
  },
  ReadErrorLog,
  LookUpCount,
  SendingCount,
];

export const sendingControllers: Type[] = [
  SendingController,
  ObservationsController,
  SenderGroupHistoryController,
  SettingsHistoryController,
  changesController('gateway'),
  ApiKeyController,
  ApiKeysController,
  ConfigurationController,
  AzureWebhookController,
  EventGridController,
  TestTextsController,
];
