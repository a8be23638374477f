import { AskSkillFinders1795000122000 } from './storage/migrations/100-ask-skill-finders.ts';
import { SkillAskingTable } from './storage/skill-asking.ts';
import { ForgettingKeyTable, ForgottenCustomerTable, RetirementTable, SecretGrantsCopyTable } from '#copies';
import { KeepOutboxPlain1795000097000, QuickenOutbox1795000020000, type SchemaDefinition } from '#event-bus';
import { ChangeTable } from '#history';
import { AudiencePartTable, AudienceTable } from './storage/audiences.ts';
import { lifeMigrations, lifeTables } from './life.ts';
import { DefinitionCopyTable, SettingsCopyTable } from './storage/configuration-copies.table.ts';
import { ConsentTable } from './storage/consents.ts';
import {
  ConversationContextTable,
  DirectoryAnswerTable,
  DirectorySourceTable,
  IdentificationRuleTable,
} from './storage/context.table.ts';
import { ConversationTable } from './storage/conversation.table.ts';
import { ChannelTable, WorkstreamTable } from './storage/copies.table.ts';
import { DirectoryNumberTable, DirectoryRecordTable } from './storage/directory.table.ts';
import { AssistCardTable, BotSessionTable, MessageTranslationTable } from './storage/assistant.tables.ts';
import { OutboundContactTable, OutboundRequestTable, OutboundRunTable } from './storage/outbound.tables.ts';
import { ErrandTable } from './storage/errand.table.ts';
import { OutsideSecretEntryTable } from './storage/outside-secret-entries.ts';
import { OutsideSecretTable } from './storage/outside-secrets.ts';
import { MessageMediaTable } from './storage/message-media.table.ts';
import { LinkPreviewTable } from './storage/link-previews.ts';
import { MessageTable } from './storage/message.table.ts';
import { CreateConversations1767603600000 } from './storage/migrations/1-create-conversations.ts';
import { RememberAcceptance1767690000000 } from './storage/migrations/2-remember-acceptance.ts';
import { FollowRetirements1795000000003 } from './storage/migrations/3-follow-retirements.ts';
import { RememberConsent1795000000004 } from './storage/migrations/4-remember-consent.ts';
import { KeepConfiguration1795000000130 } from './storage/migrations/30-keep-configuration.ts';
import { KeepCustomers1795000000131 } from './storage/migrations/31-keep-customers.ts';
import { AskOutside1795000000132 } from './storage/migrations/32-ask-outside.ts';
import { TalkWithAssistants1795000000133 } from './storage/migrations/33-talk-with-assistants.ts';
import { ShowMedia1795000000160 } from './storage/migrations/60-show-media.ts';
import { ShowLinksInstead1795000085000 } from './storage/migrations/103-show-links-instead.ts';
import { ShowIncompleteTexts1795000092000 } from './storage/migrations/105-show-incomplete-texts.ts';
import { TellFailedTranslations1795000098000 } from './storage/migrations/106-tell-failed-translations.ts';
import { MessageMany1795000110000 } from './storage/migrations/107-message-many.ts';
import { ShowLinks1795000111000 } from './storage/migrations/108-show-links.ts';
import { SayWhyPartsEnd1795000112000 } from './storage/migrations/109-say-why-parts-end.ts';
import { FindCases1795000113000 } from './storage/migrations/110-find-cases.ts';
import { KnowWhoseJoiningIsTold1795000114000 } from './storage/migrations/111-know-whose-joining-is-told.ts';
import { RecordChangedSkills1795000115000 } from './storage/migrations/112-record-changed-skills.ts';
import { KnowWhoWroteLast1795000116000 } from './storage/migrations/113-know-who-wrote-last.ts';
import { AskByDaylight1795000126000 } from './storage/migrations/117-ask-by-daylight.ts';
import { HoldWrapUp1795000127000 } from './storage/migrations/118-hold-wrap-up.ts';
import { HearWhoWatches1795000128000 } from './storage/migrations/119-hear-who-watches.ts';
import { WaitAnew1795000129000 } from './storage/migrations/120-wait-anew.ts';
import { NumberEpisodes1795000130000 } from './storage/migrations/121-number-episodes.ts';
import { KnowWhatRulesSaid1795000131000 } from './storage/migrations/122-know-what-rules-said.ts';
import { RememberEarlyAnswers1795000131500 } from './storage/migrations/123-remember-early-answers.ts';
import { SearchByTime1795000132000 } from './storage/migrations/124-search-by-time.ts';
import { KnowWhatWordsCost1795000133000 } from './storage/migrations/125-know-what-words-cost.ts';
import { SayWhenTextsLeave1795000140000 } from './storage/migrations/126-say-when-texts-leave.ts';
import { ForgetContactsOfOthers1795000142700 } from './storage/migrations/127-forget-contacts-of-others.ts';
import { FeelBesideTheWork1795000125000 } from './storage/migrations/116-feel-beside-the-work.ts';
import { ForgetRuns1795000124000 } from './storage/migrations/115-forget-runs.ts';
import { HandOnWhatLeavesSoon1795000123000 } from './storage/migrations/114-hand-on-what-leaves-soon.ts';
import { SearchAndForget1795000000135 } from './storage/migrations/35-search-and-forget.ts';
import { StayOnThePage1795000020090 } from './storage/migrations/90-stay-on-the-page.ts';
import { HandOverWithReason1795000041000 } from './storage/migrations/91-hand-over-with-reason.ts';
import { PaceRuns1795000041010 } from './storage/migrations/92-pace-runs.ts';
import { WriteInTurn1795000041020 } from './storage/migrations/93-write-in-turn.ts';
import { GuardSecrets1795000050000 } from './storage/migrations/94-guard-secrets.ts';
import { RecordRoutes1795000050010 } from './storage/migrations/95-record-routes.ts';
import { KeepWhatBotsHad1795000082010 } from './storage/migrations/99-keep-what-bots-had.ts';
import { AskForAQueue1795000082030 } from './storage/migrations/101-ask-for-a-queue.ts';
import { ShowInTimelines1795000082020 } from './storage/migrations/100-show-in-timelines.ts';
import { KeepHowCustomersAreFound1795000060010 } from './storage/migrations/97-keep-how-customers-are-found.ts';
import { KnowWhoIsForgotten1795000081000 } from './storage/migrations/98-know-who-is-forgotten.ts';
import { KeepWhoIsTold1795000060000 } from './storage/migrations/96-keep-who-is-told.ts';
import { SkillChangeTable } from './storage/skill-changes.ts';
import { OverflowMoveTable } from './storage/overflow-moves.ts';
import { TellOthers1795000000136 } from './storage/migrations/36-tell-others.ts';
import { ListAllChanges1795000084000 } from './storage/migrations/102-list-all-changes.ts';
import { HideWords1795000020161 } from './storage/migrations/61-hide-words.ts';
import { SayWhatItCameTo1795000020162 } from './storage/migrations/62-say-what-it-came-to.ts';
import { FeelHowItSounds1795000020163 } from './storage/migrations/63-feel-how-it-sounds.ts';
import { TextSentimentTable } from './storage/sentiments.ts';
import { KeepNoLonger1795000020164 } from './storage/migrations/64-keep-no-longer.ts';
import { RetentionMarkTable } from './storage/retention.ts';
import { DispositionTable } from './storage/dispositions.ts';
import { HiddenTextTable, RevealTable } from './storage/hidden-texts.ts';
import { ErasureTable } from './storage/erasures.ts';
import { WebhookDeliveryTable, WebhookTable } from './storage/webhook.tables.ts';
import { TakeAudiences1795000086000 } from './storage/migrations/104-take-audiences.ts';
import { WriteFirst1795000000134 } from './storage/migrations/34-write-first.ts';

export const conversationsSchema: SchemaDefinition = {
  schema: 'conversations',
  tables: [
    SkillAskingTable,
    ConversationTable,
    LinkPreviewTable,
    MessageTable,
    MessageMediaTable,
    ChannelTable,
    WorkstreamTable,
    RetirementTable,
    ConsentTable,
    DefinitionCopyTable,
    SettingsCopyTable,
    DirectoryRecordTable,
    DirectoryNumberTable,
    IdentificationRuleTable,
    DirectorySourceTable,
    DirectoryAnswerTable,
    ConversationContextTable,
    ErrandTable,
    BotSessionTable,
    AssistCardTable,
    MessageTranslationTable,
    OutboundRunTable,
    OutboundContactTable,
    OutboundRequestTable,
    AudienceTable,
    AudiencePartTable,
    ErasureTable,
    ForgottenCustomerTable,
    ForgettingKeyTable,
    WebhookTable,
    WebhookDeliveryTable,
    OutsideSecretTable,
    OutsideSecretEntryTable,
    SecretGrantsCopyTable,
    HiddenTextTable,
    DispositionTable,
    TextSentimentTable,
    RetentionMarkTable,
    RevealTable,
    OverflowMoveTable,
    SkillChangeTable,
    ChangeTable,
    ...lifeTables,
  ],
  migrations: [
    CreateConversations1767603600000,
    RememberAcceptance1767690000000,
    FollowRetirements1795000000003,
    RememberConsent1795000000004,
    KeepConfiguration1795000000130,
    KeepCustomers1795000000131,
    AskOutside1795000000132,
    TalkWithAssistants1795000000133,
    ...lifeMigrations,
    ShowMedia1795000000160,
    ShowLinksInstead1795000085000,
    WriteFirst1795000000134,
    SearchAndForget1795000000135,
    TellOthers1795000000136,
    ListAllChanges1795000084000,
    HideWords1795000020161,
    QuickenOutbox1795000020000,
    StayOnThePage1795000020090,
    HandOverWithReason1795000041000,
    PaceRuns1795000041010,
    WriteInTurn1795000041020,
    SayWhatItCameTo1795000020162,
    FeelHowItSounds1795000020163,
    KeepNoLonger1795000020164,
    GuardSecrets1795000050000,
    RecordRoutes1795000050010,
    KeepWhoIsTold1795000060000,
    KeepHowCustomersAreFound1795000060010,
    KnowWhoIsForgotten1795000081000,
    KeepWhatBotsHad1795000082010,
    ShowInTimelines1795000082020,
    AskForAQueue1795000082030,
    TakeAudiences1795000086000,
    ShowIncompleteTexts1795000092000,
    KeepOutboxPlain1795000097000,
    TellFailedTranslations1795000098000,
    MessageMany1795000110000,
    ShowLinks1795000111000,
    SayWhyPartsEnd1795000112000,
    FindCases1795000113000,
    KnowWhoseJoiningIsTold1795000114000,
    RecordChangedSkills1795000115000,
    KnowWhoWroteLast1795000116000,
    AskSkillFinders1795000122000,
    HandOnWhatLeavesSoon1795000123000,
    ForgetRuns1795000124000,
    FeelBesideTheWork1795000125000,
    AskByDaylight1795000126000,
    HoldWrapUp1795000127000,
    HearWhoWatches1795000128000,
    WaitAnew1795000129000,
    NumberEpisodes1795000130000,
    KnowWhatRulesSaid1795000131000,
    RememberEarlyAnswers1795000131500,
    SearchByTime1795000132000,
    KnowWhatWordsCost1795000133000,
    SayWhenTextsLeave1795000140000,
    ForgetContactsOfOthers1795000142700,
  ],
};
