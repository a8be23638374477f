import { BulkJobsController } from './http/bulk-jobs.controller.ts';
import { HandlingController } from './http/handling.controller.ts';
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
import { AgentTable, QueueTable } from './storage/people.table.ts';
import { closeIdle } from './timers/close-idle-conversation.ts';
import { runBulkJob } from './timers/run-bulk-job.ts';

/* What the life of a conversation is made of (product.md 17, 18.2-18.4, 21, 22): its parts of the module and of the schema. */

export const lifeControllers = [HandlingController, BulkJobsController];
export const lifeTimers = [closeIdle, runBulkJob];
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
];
export const lifeMigrations = [FollowHandling1795000000110, DoToMany1795000000111];
