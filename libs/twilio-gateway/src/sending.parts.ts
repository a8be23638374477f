import type { Provider, Type } from '@nestjs/common';
import type { SchemaDefinition } from '#event-bus';
import { SendingController } from './http/sending.controller.ts';
import { LookUpCount } from './look-up-count.ts';
import { AccountPauseTable, RecipientMarkTable, SendingAlertTable } from './storage/alert.tables.ts';
import { SendInPartsAndAtAPace1795000000120 } from './storage/migrations/20-send-in-parts-and-at-a-pace.ts';
import {
  SenderBucketTable,
  SenderGroupMemberTable,
  SenderGroupTable,
  SendingSettingsTable,
} from './storage/sender.tables.ts';
import { DoubtAbandoned } from './timers/doubt-abandoned.ts';
import { LookUpDoubtful } from './timers/look-up-doubtful.ts';
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
];

export const sendingMigrations = [SendInPartsAndAtAPace1795000000120];

export const sendingProviders: Provider[] = [SendDeliveries, DoubtAbandoned, LookUpDoubtful, LookUpCount];

export const sendingControllers: Type[] = [SendingController];
