import {
  DefinitionCopyTable,
  ForgettingKeyTable,
  ForgottenCustomerTable,
  RetirementTable,
  SettingsCopyTable,
} from '#copies';
import { KeepOutboxPlain1795000097000, QuickenOutbox1795000020000, type SchemaDefinition } from '#event-bus';
import { AgentBeatTable, AgentTable } from './storage/agent.table.ts';
import { ChangeTable } from '#history';
import { ConsultSearchTable } from './storage/consult-searches.ts';
import { ConsultationTable } from './storage/consultation.table.ts';
import { JobResultTable } from './storage/job-results.ts';
import { JobTable } from './storage/job.table.ts';
import { ExplanationTable } from './storage/explanation.table.ts';
import { CreateRouting1795000000002 } from './storage/migrations/1-create-routing.ts';
import { FollowRetirements1795000000003 } from './storage/migrations/2-follow-retirements.ts';
import { DistributionAndExplanation1795000000110 } from './storage/migrations/10-distribution-and-explanation.ts';
import { KnowTheStaff1795000000130 } from './storage/migrations/30-know-the-staff.ts';
import { RulesAndQueues1795000000111 } from './storage/migrations/11-rules-and-queues.ts';
import { KnowTheDesks1795000000131 } from './storage/migrations/31-know-the-desks.ts';
import { HandWorkOver1795000000132 } from './storage/migrations/32-hand-work-over.ts';
import { ListAllChanges1795000084000 } from './storage/migrations/51-list-all-changes.ts';
import { CustomAssignment1795000023400 } from './storage/migrations/34-custom-assignment.ts';
import { NoteHandovers1795000040000 } from './storage/migrations/35-note-handovers.ts';
import { ConsultQueues1795000040010 } from './storage/migrations/36-consult-queues.ts';
import { RememberWhoAsked1795000040500 } from './storage/migrations/45-remember-who-asked.ts';
import { KeepOwnOrders1795000040510 } from './storage/migrations/46-keep-own-orders.ts';
import { ReportAgents1795000040520 } from './storage/migrations/47-report-agents.ts';
import { KeepHistoryAsEverywhere1795000070000 } from './storage/migrations/48-keep-history-as-everywhere.ts';
import { KeepPresences1795000082000 } from './storage/migrations/50-keep-presences.ts';
import { QueueRulesTable } from './storage/queue-rules.ts';
import { TellOfLines1795000023300 } from './storage/migrations/33-tell-of-lines.ts';
import { KnowWhoIsForgotten1795000081000 } from './storage/migrations/49-know-who-is-forgotten.ts';
import { KeepListViews1795000085000 } from './storage/migrations/52-keep-list-views.ts';
import { TellByTemplate1795000086000 } from './storage/migrations/53-tell-by-template.ts';
import { KeepStays1795000087000 } from './storage/migrations/54-keep-stays.ts';
import { TakeUpWhatWaits1795000098000 } from './storage/migrations/55-take-up-what-waits.ts';
import { HeedHours1795000098500 } from './storage/migrations/56-heed-hours.ts';
import { DeclineEverywhere1795000099000 } from './storage/migrations/57-decline-everywhere.ts';
import { KeepClassified1795000099500 } from './storage/migrations/58-keep-classified.ts';
import { CancelJobs1795000110000 } from './storage/migrations/60-cancel-jobs.ts';
import { HeedWhatConcerns1795000111000 } from './storage/migrations/61-heed-what-concerns.ts';
import { KnowWhatAgentsBegan1795000111500 } from './storage/migrations/62-know-what-agents-began.ts';
import { KnowWorkingHours1795000121000 } from './storage/migrations/63-know-working-hours.ts';
import { KnowCopies1795000125000 } from './storage/migrations/64-know-copies.ts';
import { FindOldSearches1795000126000 } from './storage/migrations/65-find-old-searches.ts';
import { KeepOneHistory1795000127000 } from './storage/migrations/66-keep-one-history.ts';
import { FindWorkOfCustomer1795000128000 } from './storage/migrations/67-find-work-of-customer.ts';
import { KnowPeople1795000128500 } from './storage/migrations/68-know-people.ts';
import { DeclineFiveTimes1795000135000 } from './storage/migrations/69-decline-five-times.ts';
import { KeepResultsApart1795000143000 } from './storage/migrations/71-keep-results-apart.ts';
import { LineLookTable } from './storage/line-looks.ts';
import { ListViewsTable } from './storage/list-views.ts';
import { OfferTable } from './storage/offer.table.ts';
import { OverflowTable } from './storage/overflows.ts';
import { PersonTable } from './storage/people.ts';
import { PresenceSpanTable } from './storage/presence-spans.ts';
import { QueueStayTable } from './storage/queue-stays.ts';
import { QueueMemberTable, QueueTable } from './storage/queue.table.ts';
import { AgentSkillTable, StaffDefinitionTable } from './storage/staff-definition.tables.ts';
import { RoutingRulesTable } from './storage/routing-rules.ts';
import { ConversationTable, EarlyConversationTable, WorkItemTable } from './storage/work-item.table.ts';
import { AssignmentSettingsTable } from './storage/settings.table.ts';
import { DistributionTable, WorkstreamTable } from './storage/workstream.table.ts';

export const routingSchema: SchemaDefinition = {
  schema: 'routing',
  tables: [
    QueueTable,
    QueueMemberTable,
    WorkstreamTable,
    DistributionTable,
    AgentTable,
    AgentBeatTable,
    ConversationTable,
    EarlyConversationTable,
    WorkItemTable,
    OfferTable,
    RetirementTable,
    ExplanationTable,
    LineLookTable,
    StaffDefinitionTable,
    AgentSkillTable,
    ConsultationTable,
    ConsultSearchTable,
    JobTable,
    JobResultTable,
    AssignmentSettingsTable,
    DefinitionCopyTable,
    SettingsCopyTable,
    RoutingRulesTable,
    QueueRulesTable,
    ChangeTable,
    OverflowTable,
    ForgottenCustomerTable,
    ForgettingKeyTable,
    PresenceSpanTable,
    ListViewsTable,
    PersonTable,
    QueueStayTable,
  ],
  migrations: [
    CreateRouting1795000000002,
    FollowRetirements1795000000003,
    DistributionAndExplanation1795000000110,
    KnowTheStaff1795000000130,
    RulesAndQueues1795000000111,
    KnowTheDesks1795000000131,
    HandWorkOver1795000000132,
    ListAllChanges1795000084000,
    QuickenOutbox1795000020000,
    TellOfLines1795000023300,
    CustomAssignment1795000023400,
    NoteHandovers1795000040000,
    ConsultQueues1795000040010,
    RememberWhoAsked1795000040500,
    KeepOwnOrders1795000040510,
    ReportAgents1795000040520,
    KeepHistoryAsEverywhere1795000070000,
    KnowWhoIsForgotten1795000081000,
    KeepPresences1795000082000,
    KeepListViews1795000085000,
    TellByTemplate1795000086000,
    KeepStays1795000087000,
    KeepOutboxPlain1795000097000,
    TakeUpWhatWaits1795000098000,
    HeedHours1795000098500,
    DeclineEverywhere1795000099000,
    KeepClassified1795000099500,
    CancelJobs1795000110000,
    HeedWhatConcerns1795000111000,
    KnowWhatAgentsBegan1795000111500,
    KnowWorkingHours1795000121000,
    KnowCopies1795000125000,
    FindOldSearches1795000126000,
    KeepOneHistory1795000127000,
    FindWorkOfCustomer1795000128000,
    KnowPeople1795000128500,
    DeclineFiveTimes1795000135000,
    KeepResultsApart1795000143000,
  ],
};
