import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  type LifeSettings,
  lifeSettingsRequest,
  lifeSettingsView,
  type LifeSettingsView,
  pageRequest,
  type Person,
  restoreRequest,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { readLifeSettings } from '../queries/life-settings.ts';
import { lifeSettingsKind, restoreLifeSettings, setLifeSettings } from '../use-cases/set-life-settings.ts';

/** How long the conversations of a workstream live, and what is said in them by itself. */
@ApiTags('conversations')
@Controller('api/conversations/workstreams/:id/settings')
export class LifeSettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(lifeSettingsView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Read how the conversations of a workstream live',
    description: 'Agents may, too: they are told how long a customer has to come back before they close a session.',
  })
  get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<LifeSettingsView> {
    return this.database.read((manager) => readLifeSettings(manager, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(lifeSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change how the conversations of a workstream live',
    description:
      'In force at once, also for those that are under way. `warnings` says what is allowed and seldom meant.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: lifeSettingsRequest }) asked: LifeSettings,
    @Headers('if-match') match?: string,
  ): Promise<LifeSettingsView> {
    return this.database.transact((tx) => setLifeSettings(tx, person, id, asked, versionIn(match)));
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of how the conversations of a workstream live',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changes(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      const found = await listChanges(db, { kind: lifeSettingsKind, subjectId: id }, asked);
      // one that nobody has set has none; it outlives the workstream
      if (found.items.length === 0) await readLifeSettings(db, id);
      return found;
    });
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(lifeSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore how the conversations of a workstream live',
    description: 'Makes it again what it was at `version`, in force at once. That is a new version.',
  })
  restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<LifeSettingsView> {
    return this.database.transact((tx) => restoreLifeSettings(tx, person, id, version, versionIn(match)));
  }
}
