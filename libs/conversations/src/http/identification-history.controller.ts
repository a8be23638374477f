import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  directorySourceView,
  type DirectorySourceView,
  identificationView,
  type IdentificationView,
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
import { readIdentification } from '../queries/identification.ts';
import { directorySource, restoreDirectorySource } from '../use-cases/save-directory-source.ts';
import { identificationKind, restoreIdentification } from '../use-cases/save-identification.ts';

/** How customers were found, and the way back. */
@ApiTags('customers')
@Controller('api/conversations')
@Allow('administrator')
export class IdentificationHistoryController {
  constructor(private readonly database: Database) {}

  @Get('workstreams/:id/identification/changes')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of which columns tell who wrote on a workstream',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changesOfRule(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      const found = await listChanges(db, { kind: identificationKind, subjectId: id }, asked);
      // one that nobody has set has none; it outlives the workstream
      if (found.items.length === 0) await readIdentification(db, id);
      return found;
    });
  }

  @Post('workstreams/:id/identification/restore')
  @Answers(identificationView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore which columns tell who wrote on a workstream',
    description: 'Makes it again what it was at `version`. That is a new version.',
  })
  restoreRule(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<IdentificationView> {
    return this.database.transact((tx) => restoreIdentification(tx, person, id, version, versionIn(match)));
  }

  @Get('directory/changes')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of where customers are looked up',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changesOfSource(
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read((db) => listChanges(db, directorySource, asked));
  }

  @Post('directory/restore')
  @Answers(directorySourceView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore where customers are looked up',
    description: 'Makes it again what it was at `version`. That is a new version.',
  })
  restoreSource(
    @CurrentPerson() person: Person,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<DirectorySourceView> {
    return this.database.transact((tx) => restoreDirectorySource(tx, person, version, versionIn(match)));
  }
}
