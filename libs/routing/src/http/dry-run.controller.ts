import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { dryRunRequest, type DryRunRequest, dryRunView, type DryRunView } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { dryRun } from '../queries/dry-run.ts';

@ApiTags('routing')
@Controller('api/routing/dry-run')
export class DryRunController {
  constructor(private readonly database: Database) {}

  @Post()
  @HttpCode(200)
  @Allow('administrator', 'supervisor')
  @Answers(dryRunView)
  @ApiOperation({
    summary: 'Ask what would happen to a text now',
    description:
      'By the rules as they are, the lines as they stand and the agents as they are there: what would be found out, which rules fit, which ' +
      'queue, whether it overflows, and who would be offered it if it were the first to be placed. Stores nothing, locks nothing, and takes no share from anybody.',
  })
  ask(@Body({ schema: dryRunRequest }) asked: DryRunRequest): Promise<DryRunView> {
    return this.database.transact((tx) => dryRun(tx, asked));
  }
}
