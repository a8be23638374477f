import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { deadLettersController } from '#dead-letters';
import { Broker, Database, EventBusModule } from '#event-bus';
import { Seal } from '#secrets';
import { AccountSecretUses } from './account-secret-uses.ts';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { Connections } from './connections.ts';
import { Directory } from './directory.ts';
import { DirectorySnapshot } from './directory-snapshot.ts';
import { EmergencyIntake } from './emergency-intake.ts';
import { DispositionReactions } from './disposition-reactions.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { GatewaySettings } from './gateway-settings.ts';
import { AccountChecksController } from './http/account-checks.controller.ts';
import { BlockedNumbersController } from './http/blocked-numbers.controller.ts';
import { ConsentController } from './http/consent.controller.ts';
import { MediaController } from './http/media.controller.ts';
import { WebhookController } from './http/webhook.controller.ts';
import { WebhookCount } from './http/webhook-count.ts';
import { copyKeeper } from './keeping.ts';
import { mediaProviders } from './media/media-providers.ts';
import { ReconciliationCount } from './reconciliation-count.ts';
import { Reactions } from './reactions.ts';
import { gatewaySchema } from './schema.ts';
import { SecretReactions } from './secret-reactions.ts';
import { sendingControllers, sendingProviders } from './sending.parts.ts';
import { AskAfterSilent } from './timers/ask-after-silent.ts';
import { KeepDirectory } from './timers/keep-directory.ts';
import { KeepPartitions } from './timers/keep-partitions.ts';
import { finishErasure } from './timers/finish-erasure.ts';
import { Reconcile } from './timers/reconcile.ts';
import { TellSecretUses } from './timers/tell-secret-uses.ts';
import { openConsentKeyWith } from './storage/consent-key.ts';
import { TwilioTexts } from './twilio-texts.ts';
import { TwilioAccounts } from './twilio-accounts.ts';

/** The only part that knows Twilio: takes customers' texts in, and hands ours over. */
@Module({
  imports: [
    EventBusModule.forService(gatewaySchema, {
      timers: [finishErasure, copyKeeper.countUsage],
      startsWithoutDatabase: true,
    }),
  ],
  controllers: [
    WebhookController,
    AccountChecksController,
    ConsentController,
    BlockedNumbersController,
    ...sendingControllers,
    deadLettersController('gateway'),
    MediaController,
    Reactions,
    ConfigurationReactions,
    ErasureReactions,
    DispositionReactions,
    SecretReactions,
  ],
  providers: [
    { provide: GatewaySettings, useFactory: () => new GatewaySettings() },
    {
      provide: Seal,
      inject: [GatewaySettings],
      useFactory: ({ secretsKeys }: GatewaySettings) => new Seal(secretsKeys),
    },
    {
      provide: Directory,
      inject: [Database, Seal, GatewaySettings, Broker, AccountSecretUses],
      useFactory: (
        database: Database,
        seal: Seal,
        { mediaFolder }: GatewaySettings,
        { durable }: Broker,
        uses: AccountSecretUses,
      ) => {
        openConsentKeyWith(seal, database.dataSource);
        // where webhooks cannot be kept without the database nobody needs to be known without it
        const snapshot = durable ? new DirectorySnapshot(seal, join(mediaFolder, 'accounts.sealed')) : null;
        return new Directory(database, seal, snapshot, uses);
      },
    },
    {
      provide: TwilioAccounts,
      inject: [GatewaySettings],
      useFactory: (settings: GatewaySettings) => new TwilioAccounts(settings),
    },
    {
      provide: TwilioTexts,
      inject: [GatewaySettings],
      useFactory: (settings: GatewaySettings) => new TwilioTexts(settings),
    },
    ...mediaProviders,
    WebhookCount,
    ReconciliationCount,
    Connections,
    EmergencyIntake,
    AccountSecretUses,
    TellSecretUses,
    KeepDirectory,
    ...sendingProviders,
    KeepPartitions,
    Reconcile,
    AskAfterSilent,
  ],
})
export class TwilioGatewayModule {}
