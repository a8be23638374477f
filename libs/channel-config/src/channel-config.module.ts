import { Module } from '@nestjs/common';
import { definitionKinds } from '#contracts';
import { deadLettersController } from '#dead-letters';
import { EventBusModule } from '#event-bus';
import { Seal } from '#secrets';
import { ChannelConfigSettings } from './channel-config-settings.ts';
import { AccountsController } from './http/accounts.controller.ts';
import { AnnounceController } from './http/announce.controller.ts';
import { ChannelDraftsController } from './http/channel-drafts.controller.ts';
import { ChannelsController } from './http/channels.controller.ts';
import { ConfigurationController } from './http/configuration.controller.ts';
import { definitionController } from './http/definition.controller.ts';
import { ChangesController, historyControllers } from './http/history.controllers.ts';
import { OperatingHoursController } from './http/operating-hours.controller.ts';
import { MaskingController } from './http/masking.controller.ts';
import { OrganisationController } from './http/organisation.controller.ts';
import { PersonalQuickRepliesController } from './http/personal-quick-replies.controller.ts';
import { ProvisioningController } from './http/provisioning.controller.ts';
import { SecretsController } from './http/secrets.controller.ts';
import { TextsController } from './http/texts.controller.ts';
import { WorkstreamSettingsController } from './http/workstream-settings.controller.ts';
import { WorkstreamsController } from './http/workstreams.controller.ts';
import { Reactions } from './reactions.ts';
import { channelConfigSchema } from './schema.ts';
import { expireDraft } from './timers/expire-channel-draft.ts';

/** Everything an administrator sets up. */
@Module({
  imports: [EventBusModule.forService(channelConfigSchema, { timers: [expireDraft] })],
  controllers: [
    ProvisioningController,
    AccountsController,
    WorkstreamsController,
    ChannelsController,
    ChannelDraftsController,
    SecretsController,
    AnnounceController,
    ConfigurationController,
    ChangesController,
    deadLettersController('channel-config'),
    ...historyControllers,
    Reactions,
    OperatingHoursController,
    MaskingController,
    OrganisationController,
    WorkstreamSettingsController,
    TextsController,
    PersonalQuickRepliesController,
    ...definitionKinds.map(definitionController),
  ],
  providers: [
    { provide: ChannelConfigSettings, useFactory: () => new ChannelConfigSettings() },
    {
      provide: Seal,
      inject: [ChannelConfigSettings],
      useFactory: ({ secretsKeys }: ChannelConfigSettings) => new Seal(secretsKeys),
    },
  ],
})
export class ChannelConfigModule {}
