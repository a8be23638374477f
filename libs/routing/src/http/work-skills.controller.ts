import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Person,
  workItemId,
  type WorkItemId,
  workSkillsRequest,
  type WorkSkillsRequest,
  workSkillsView,
  type WorkSkillsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { viewWorkSkills, workSkills } from '../queries/work-skills.ts';
import { changeSkills } from '../use-cases/change-skills.ts';

/** What a conversation needs of its agent. */
@ApiTags('routing')
@Controller('api/routing/work-items/:id/skills')
@Allow('agent', 'supervisor')
export class WorkSkillsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(workSkillsView)
  @ApiOperation({
    summary: 'Read what skills a conversation needs',
    description:
      'By name, with the ratings that are asked for, and whether I may change them. For who has it, gives advice, or serves its queue.',
  })
  read(@Param('id', { schema: workItemId }) id: WorkItemId, @CurrentPerson() by: Person): Promise<WorkSkillsView> {
    return this.database.read((db) => workSkills(db, id, by));
  }

  @Put()
  @Answers(workSkillsView)
  @ApiOperation({
    summary: 'Say what skills a conversation needs',
    description:
      'All of them, instead of those that rules found. By supervisors, and by agents where the settings of assignment allow it (`skills-fixed`): of what they have, and of what waits in a queue of theirs. Who can take what waits is looked at anew; who has it keeps it, and the next transfer goes by it.',
  })
  change(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Body({ schema: workSkillsRequest }) asked: WorkSkillsRequest,
    @CurrentPerson() by: Person,
  ): Promise<WorkSkillsView> {
    return this.database.transact(async (tx) => viewWorkSkills(tx.manager, await changeSkills(tx, id, asked, by), by));
  }
}
