import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
  type Settled,
  type SettingsKind,
  workstreamId,
  type WorkstreamId,
  workstreamSettings,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { exists } from '../queries/exists.ts';
import { changesOfSettings, settingsOf, type SettingsView, viewOfSettings } from '../queries/settings.ts';
import { restoreWorkstreamSettings } from '../use-cases/restore-settings.ts';
import { saveWorkstreamSettings, workstreamNotFound } from '../use-cases/save-settings.ts';

const kind: SettingsKind = workstreamSettings;

/** What a workstream carries beyond its distribution (product.md 6.3). */
@ApiTags('channel configuration')
@Controller('api/channel-config/workstreams/:id/advanced')
export class WorkstreamSettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(workstreamSettings.view)
  @SaysVersion()
  @ApiOperation({
    summary: 'Read the advanced settings of a workstream',
    description: 'Templates, assists, bot, quick replies, dispositions, transcripts. `version` 0: as it came.',
  })
  async get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<SettingsView> {
    await this.refuseUnknown(id);
    return this.database.read((db) => settingsOf(db, kind, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(workstreamSettings.view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change the advanced settings of a workstream',
    description:
      'Says the whole: what is left out is as usual again. Needs `If-Match`, "0" at first. What it names cannot be removed meanwhile. ' +
      'Its session template has to be generic (`not-generic`), and a bot needs work that is offered (`bot-needs-push`).',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: workstreamSettings.request }) asked: Settled,
    @Headers('if-match') version?: string,
  ): Promise<SettingsView> {
    const from = versionIn(version);
    const saved = await this.database.transact((tx) => saveWorkstreamSettings(tx, person, id, asked, from));
    return viewOfSettings(kind, saved);
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(workstreamSettings.view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore the advanced settings of a workstream',
    description: 'Makes them again what they were at `version`. That is a new version.',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
    @Headers('if-match') version?: string,
  ): Promise<SettingsView> {
    const from = versionIn(version);
    const restored = await this.database.transact((tx) => restoreWorkstreamSettings(tx, person, id, wanted, from));
    return viewOfSettings(kind, restored);
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of the advanced settings of a workstream',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  async changes(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    await this.refuseUnknown(id);
    return this.database.read((db) => changesOfSettings(db, kind, id, asked));
  }

  private async refuseUnknown(id: WorkstreamId): Promise<void> {
    if (!(await this.database.read((db) => exists(db, 'workstream', id)))) throw workstreamNotFound();
  }
}
