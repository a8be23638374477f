import { BulkHistoryController, BulkJobsController } from './http/bulk-jobs.controller.ts';
import { ConfigurationController } from './http/configuration.controller.ts';
import { HandlingController } from './http/handling.controller.ts';
import { LifeSettingsController } from './http/life-settings.controller.ts';
import { ReportsController } from './http/reports.controller.ts';
import { SurveysController } from './http/surveys.controller.ts';
import { BulkItemTable, BulkJobTable } from './storage/bulk-jobs.ts';
import {
  ColleagueOfferTable,
  NoteTable,
  ParticipantTable,
  PrivateMessageTable,
  SessionTable,
} from './storage/handling.table.ts';
import { LifeSettingsTable } from './storage/life-settings.ts';
import { FollowHandling1795000000110 } from './storage/migrations/10-follow-handling.ts';
import { DoToMany1795000000111 } from './storage/migrations/11-do-to-many.ts';
import { AnswerByItself1795000000112 } from './storage/migrations/12-answer-by-itself.ts';
import { FindDefinitions1795000010113 } from './storage/migrations/13-find-definitions.ts';
import { AutomatedCountTable, PendingTextTable } from './storage/pending-texts.ts';
import { AgentTable, QueueTable } from './storage/people.table.ts';
import { SurveyRequestTable } from './storage/surveys.ts';
import { silenceDue } from './timers/act-on-silence.ts';
import { closeIdle } from './timers/close-idle-conversation.ts';
import { watchingDue } from './timers/lapse-watching.ts';
import { planAnewTimer } from './timers/plan-anew.ts';
import { runBulkJob } from './timers/run-bulk-job.ts';
import { waitDue } from './timers/say-wait.ts';
import { sendPending } from './timers/send-pending-texts.ts';
import { SendSurveys } from './timers/send-surveys.ts';

/* What the life of a conversation is made of (product.md 17, 18.2-18.4, 21, 22): its parts of the module and of the schema. */

export const lifeControllers = [
  HandlingController,
  BulkJobsController,
  BulkHistoryController,
  LifeSettingsController,
  ConfigurationController,
  ReportsController,
  SurveysController,
];
export const lifeProviders = [SendSurveys];
export const lifeTimers = [closeIdle, runBulkJob, sendPending, silenceDue, planAnewTimer, waitDue, watchingDue];
export const lifeTables = [
  SessionTable,
  ParticipantTable,
  NoteTable,
  PrivateMessageTable,
  ColleagueOfferTable,
  AgentTable,
  QueueTable,
  LifeSettingsTable,
  BulkJobTable,
  BulkItemTable,
  PendingTextTable,
  AutomatedCountTable,
  SurveyRequestTable,
];
export const lifeMigrations = [
  FollowHandling1795000000110,
  DoToMany1795000000111,
  AnswerByItself1795000000112,
  FindDefinitions1795000010113,
];
