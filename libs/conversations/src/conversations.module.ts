import { Module } from '@nestjs/common';
import { deadLettersController } from '#dead-letters';
import { EventBusModule } from '#event-bus';
import { changesController } from '#history';
import { Outside, OutsideSettings } from '#outside';
import { LexiconReader, SentimentReader } from '#sentiment';
import { SignedLinks } from '#secrets';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { ConversationsSettings } from './conversations-settings.ts';
import { Assistants } from './assistants.ts';
import { AssistantsController } from './http/assistants.controller.ts';
import { ContextController } from './http/context.controller.ts';
import { ConversationsController } from './http/conversations.controller.ts';
import { directoryControllers } from './http/directory.controllers.ts';
import { TranscriptsController } from './http/transcripts.controller.ts';
import { SessionTemplatesController } from './http/session-templates.controller.ts';
import { SentimentController } from './http/sentiment.controller.ts';
import { DispositionsController } from './http/dispositions.controller.ts';
import { MaskingController } from './http/masking.controller.ts';
import { WebhooksController } from './http/webhooks.controller.ts';
import { ErasureReactions } from './erasure-reactions.ts';
import { QueueReactions } from './queue-reactions.ts';
import { WebhookReactions } from './webhook-reactions.ts';
import { OutboundController } from './http/outbound.controller.ts';
import { IdentificationController } from './http/identification.controller.ts';
import { IdentificationHistoryController } from './http/identification-history.controller.ts';
import { OutsideSecretsController } from './http/outside-secrets.controller.ts';
import { LinkPreviewsController } from './http/link-previews.controller.ts';
import { MediaLinksController } from './http/media-links.controller.ts';
import { LinkReader } from './link-reader.ts';
import { copyKeeper } from './keeping.ts';
import { lifeControllers, lifeProviders, lifeTimers } from './life.ts';
import { MediaReactions } from './media-reactions.ts';
import { OpenedSecrets } from './opened-secrets.ts';
import { Reactions } from './reactions.ts';
import { SecretReactions } from './secret-reactions.ts';
import { conversationsSchema } from './schema.ts';
import { AskAssists } from './timers/ask-assists.ts';
import { AskBots } from './timers/ask-bots.ts';
import { AskSkillFinders } from './timers/ask-skill-finders.ts';
import { SkillFindersController } from './http/skill-finders.controller.ts';
import { skillsLongEnough } from './timers/give-up-finding.ts';
import { SkillFinders } from './skill-finders.ts';
import { AskDirectory } from './timers/ask-directory.ts';
import { CallWebhooks } from './timers/call-webhooks.ts';
import { eraseSome } from './timers/erase-customers.ts';
import { HeedWebhooks } from './timers/heed-webhooks.ts';
import { SendOutbound } from './timers/send-outbound.ts';
import { TakeAudience } from './timers/take-audience.ts';
import { KeepNoLonger } from './timers/keep-no-longer.ts';
import { TrimLinkPreviews } from './timers/trim-link-previews.ts';
import { TrimBulkJobs } from './timers/trim-bulk-jobs.ts';
import { TrimWebhookDeliveries } from './timers/trim-webhook-deliveries.ts';
import { FeelTexts } from './timers/feel-texts.ts';
import { TellSecretUses } from './timers/tell-secret-uses.ts';
import { TranslateTexts } from './timers/translate-texts.ts';
import { heldLongEnough } from './timers/say-held-ready.ts';

@Module({
  imports: [
    EventBusModule.forService(conversationsSchema, {
      timers: [...lifeTimers, heldLongEnough, skillsLongEnough, eraseSome, copyKeeper.countUsage],
    }),
  ],
  controllers: [
    ConversationsController,
    ...lifeControllers,
    ContextController,
    SessionTemplatesController,
    AssistantsController,
    OutboundController,
    TranscriptsController,
    WebhooksController,
    MaskingController,
    DispositionsController,
    SentimentController,
    IdentificationController,
    IdentificationHistoryController,
    changesController('conversations'),
    deadLettersController('conversations'),
    OutsideSecretsController,
    SkillFindersController,
    ...directoryControllers,
    MediaLinksController,
    LinkPreviewsController,
    Reactions,
    ConfigurationReactions,
    MediaReactions,
    QueueReactions,
    ErasureReactions,
    WebhookReactions,
    SecretReactions,
  ],
  providers: [
    ...lifeProviders,
    { provide: SignedLinks, useFactory: () => SignedLinks.ofEnvironment() },
    { provide: ConversationsSettings, useFactory: () => new ConversationsSettings() },
    { provide: OutsideSettings, useFactory: () => new OutsideSettings() },
    { provide: Outside, inject: [OutsideSettings], useFactory: (settings: OutsideSettings) => new Outside(settings) },
    OpenedSecrets,
    TellSecretUses,
    Assistants,
    AskDirectory,
    AskBots,
    SkillFinders,
    AskSkillFinders,
    AskAssists,
    TranslateTexts,
    { provide: SentimentReader, useClass: LexiconReader },
    FeelTexts,
    KeepNoLonger,
    LinkReader,
    TrimLinkPreviews,
    TrimBulkJobs,
    TrimWebhookDeliveries,
    SendOutbound,
    TakeAudience,
    CallWebhooks,
    HeedWebhooks,
  ],
})
export class ConversationsModule {}
