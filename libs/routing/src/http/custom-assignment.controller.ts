import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  type CustomAssignment,
  customAssignment,
  customAssignmentView,
  type CustomAssignmentView,
  pageRequest,
  type Person,
  queueId,
  type QueueId,
  restoreRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { listChanges } from '#history';
import { queueRulesOf } from '../queries/queue-rules.ts';
import { restoreQueueRules, saveQueueRules } from '../use-cases/save-queue-rules.ts';

@ApiTags('routing')
@Controller('api/routing/queues/:id/custom-assignment')
export class CustomAssignmentController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(customAssignmentView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Read by which rules a queue orders its work and chooses its agents',
    description:
      'In force where the queue’s assignment method is `custom`. Conditions are in the JSON of react-querybuilder; `agentFields` says what those over agents may look at.',
  })
  get(@Param('id', { schema: queueId }) id: QueueId): Promise<CustomAssignmentView> {
    return this.database.read((db) => queueRulesOf(db, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(customAssignmentView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change by which rules a queue orders its work and chooses its agents',
    description: 'Says the whole, in its order; in force with the next assignment, on every replica.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: customAssignment }) asked: CustomAssignment,
    @Headers('if-match') match?: string,
  ): Promise<CustomAssignmentView> {
    return this.database.transact(async (tx) => {
      await saveQueueRules(tx, person, id, asked, versionIn(match));
      return queueRulesOf(tx.manager, id);
    });
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of the rules of a queue',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changes(
    @Param('id', { schema: queueId }) id: QueueId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      const history = await listChanges(db, { kind: 'custom-assignment', subjectId: id }, asked);
      await queueRulesOf(db, id);
      return history;
    });
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(customAssignmentView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore the rules of a queue',
    description: 'Makes them again what they were at `version`. That is a new version.',
  })
  restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<CustomAssignmentView> {
    return this.database.transact(async (tx) => {
      await restoreQueueRules(tx, person, id, version, versionIn(match));
      return queueRulesOf(tx.manager, id);
    });
  }
}
