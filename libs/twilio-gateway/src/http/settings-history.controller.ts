import { Body, Controller, Get, Headers, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  blockingSettingsView,
  type BlockingSettingsView,
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
  sendingSettingsView,
  type SendingSettingsView,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { blockingSettings, restoreBlocking } from '../use-cases/set-blocking.ts';
import { restoreSending, sendingSettings } from '../use-cases/set-sending.ts';

/** What was set of everything that is sent, and of blocking by itself, and the way back. */
@Controller('api/gateway')
@Allow('administrator')
export class SettingsHistoryController {
  constructor(private readonly database: Database) {}

  @Get('sending/settings/changes')
  @ApiTags('sending')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of how texts are made ready, and what they cost',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changesOfSending(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read((db) => listChanges(db, sendingSettings, asked));
  }

  @Post('sending/settings/restore')
  @ApiTags('sending')
  @Answers(sendingSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore how texts are made ready, and what they cost',
    description: 'Makes it again what it was at `version`. That is a new version.',
  })
  restoreSending(
    @CurrentPerson() person: Person,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<SendingSettingsView> {
    return this.database.transact((tx) => restoreSending(tx, person, version, versionIn(match)));
  }

  @Get('blocking/changes')
  @ApiTags('blocked numbers')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of whether reports block numbers by themselves',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changesOfBlocking(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read((db) => listChanges(db, blockingSettings, asked));
  }

  @Post('blocking/restore')
  @ApiTags('blocked numbers')
  @Answers(blockingSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore whether reports block numbers by themselves',
    description: 'Makes it again what it was at `version`. That is a new version.',
  })
  restoreBlocking(
    @CurrentPerson() person: Person,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<BlockingSettingsView> {
    return this.database.transact((tx) => restoreBlocking(tx, person, version, versionIn(match)));
  }
}
