import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type LifeSettings,
  lifeSettingsRequest,
  lifeSettingsView,
  type LifeSettingsView,
  Refusal,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems, versionIn } from '#platform';
import { readLifeSettings } from '../queries/life-settings.ts';
import { setLifeSettings } from '../use-cases/set-life-settings.ts';

/** How long the conversations of a workstream live, and what is said in them by itself. */
@ApiTags('conversations')
@Controller('api/conversations/workstreams/:id/settings')
export class LifeSettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(lifeSettingsView)
  @ApiOperation({ summary: 'Read how the conversations of a workstream live' })
  get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<LifeSettingsView> {
    return this.database.read((manager) => readLifeSettings(manager, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(lifeSettingsView)
  @Problems(412, 428)
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that the change starts from, such as "3".' })
  @ApiOperation({
    summary: 'Change how the conversations of a workstream live',
    description:
      'In force at once, also for those that are under way. `warnings` says what is allowed and seldom meant.',
  })
  set(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: lifeSettingsRequest }) asked: LifeSettings,
    @Headers('if-match') ifMatch?: string,
  ): Promise<LifeSettingsView> {
    return this.database.transact(async (tx) => {
      const from = versionIn(ifMatch);
      if (from === null) {
        const { version } = await readLifeSettings(tx.manager, id);
        throw new Refusal('version-required', `Say which version you change: If-Match: "${version}".`);
      }
      return setLifeSettings(tx, id, asked, from);
    });
  }
}
