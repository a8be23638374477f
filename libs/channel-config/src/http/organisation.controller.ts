import { Body, Controller, Get, Headers, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  organisationSettings,
  pageRequest,
  type Person,
  restoreRequest,
  type Settled,
  type SettingsKind,
  theOrganisation,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { changesOfSettings, settingsOf, type SettingsView, viewOfSettings } from '../queries/settings.ts';
import { restoreOrganisation } from '../use-cases/restore-settings.ts';
import { saveOrganisation } from '../use-cases/save-settings.ts';

const kind: SettingsKind = organisationSettings;

/** What holds for everybody: one record. */
@ApiTags('settings of the organisation')
@Controller('api/channel-config/organisation')
export class OrganisationController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(organisationSettings.view)
  @SaysVersion()
  @ApiOperation({
    summary: 'Read what holds for everybody',
    description:
      'What supervisors may do, limits, sounds, attachments, translation, and so on. `version` 0: as it came.',
  })
  get(): Promise<SettingsView> {
    return this.database.read((db) => settingsOf(db, kind, theOrganisation));
  }

  @Put()
  @Allow('administrator')
  @Answers(organisationSettings.view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change what holds for everybody',
    description: 'Says the whole: what is left out is as usual again. Needs `If-Match`, "0" at first.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Body({ schema: organisationSettings.request }) asked: Settled,
    @Headers('if-match') version?: string,
  ): Promise<SettingsView> {
    const from = versionIn(version);
    return viewOfSettings(kind, await this.database.transact((tx) => saveOrganisation(tx, person, asked, from)));
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(organisationSettings.view)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore what held for everybody',
    description: 'Makes it again what it was at `version`. That is a new version.',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
    @Headers('if-match') version?: string,
  ): Promise<SettingsView> {
    const from = versionIn(version);
    return viewOfSettings(kind, await this.database.transact((tx) => restoreOrganisation(tx, person, wanted, from)));
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of what holds for everybody',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changes(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read((db) => changesOfSettings(db, kind, theOrganisation, asked));
  }
}
