import { Body, Controller, Get, Headers, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type AssignmentSettings,
  assignmentSettings,
  assignmentSettingsView,
  type AssignmentSettingsView,
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { settingsNow } from '../storage/settings.ts';
import {
  restoreAssignmentSettings,
  saveAssignmentSettings,
  theirHistory,
} from '../use-cases/save-assignment-settings.ts';

@ApiTags('routing')
@Controller('api/routing/assignment-settings')
export class AssignmentSettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(assignmentSettingsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read what holds for all work that is assigned' })
  async get(): Promise<AssignmentSettingsView> {
    const { version, assignment } = await this.database.read((db) => settingsNow(db));
    return { ...assignment, version };
  }

  @Put()
  @Allow('administrator')
  @Answers(assignmentSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({ summary: 'Change what holds for all work that is assigned', description: 'Says the whole.' })
  set(
    @CurrentPerson() person: Person,
    @Body({ schema: assignmentSettings }) asked: AssignmentSettings,
    @Headers('if-match') version?: string,
  ): Promise<AssignmentSettingsView> {
    const from = versionIn(version);
    return this.database.transact((tx) => saveAssignmentSettings(tx, person, asked, from));
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(assignmentSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({ summary: 'Restore what held for all work at `version`' })
  restore(
    @CurrentPerson() person: Person,
    @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
    @Headers('if-match') version?: string,
  ): Promise<AssignmentSettingsView> {
    const from = versionIn(version);
    return this.database.transact((tx) => restoreAssignmentSettings(tx, person, wanted, from));
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({ summary: 'Read the history of what holds for all work', description: 'Newest first.' })
  changes(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read((db) => listChanges(db, theirHistory, asked));
  }
}
