import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { dryRunRequest, type DryRunRequest, type FoundSkills, foundSkillsView } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { readSkillQuestion } from '../queries/skill-question.ts';
import { SkillFinders } from '../skill-finders.ts';

/** Models that tell what skills work needs. */
@ApiTags('customers')
@Controller('api/conversations/skill-finders')
@Allow('administrator', 'supervisor')
export class SkillFindersController {
  constructor(
    private readonly database: Database,
    private readonly finders: SkillFinders,
  ) {}

  @Post(':id/try')
  @HttpCode(200)
  @Answers(foundSkillsView)
  @ApiOperation({
    summary: 'Ask a skill finder about a text that nobody wrote',
    description:
      'It is asked as it would be about a conversation, with what the dry run of routing is told, which takes its answer as `skillFinders`. What ' +
      'fails is answered as `failure`, as explanations tell it. `skill-finder-not-found` what nobody has heard of.',
  })
  async tryOut(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: dryRunRequest }) asked: DryRunRequest,
  ): Promise<FoundSkills> {
    const now = this.database.now();
    const question = await this.database.read((manager) => readSkillQuestion({ manager }, id, asked, now));
    const [found] = await this.finders.askAll([question], `try_${now.getTime()}`, now);
    return found!;
  }
}
