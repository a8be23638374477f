import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  pageRequest,
  type Person,
  restoreRequest,
  senderGroupView,
  type SenderGroupView,
  slug,
  type Slug,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { senders } from '../storage/senders.ts';
import { restoreSenderGroup, senderGroupKind, senderGroupNotFound } from '../use-cases/set-sending.ts';

/** What sender groups were, and the way back. */
@ApiTags('sending')
@Controller('api/gateway/sender-groups/:slug')
@Allow('administrator')
export class SenderGroupHistoryController {
  constructor(private readonly database: Database) {}

  @Get('changes')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of a sender group',
    description: 'Who changed what, when, with what it was before and after; newest first. It outlives the group.',
  })
  changes(
    @Param('slug', { schema: slug }) called: Slug,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (manager) => {
      const found = await listChanges(manager, { kind: senderGroupKind, subjectId: called }, asked);
      // what was set up before there was a history has none
      if (found.items.length === 0 && !(await senders({ manager }).group(called))) throw senderGroupNotFound();
      return found;
    });
  }

  @Post('restore')
  @Answers(senderGroupView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore a sender group',
    description: 'Makes it again what it was at `version`, also when it was removed since. That is a new version.',
  })
  restore(
    @CurrentPerson() person: Person,
    @Param('slug', { schema: slug }) called: Slug,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<SenderGroupView> {
    return this.database.transact((tx) => restoreSenderGroup(tx, person, called, version, versionIn(match)));
  }
}
