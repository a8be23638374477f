import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Distribution,
  configurationChanges,
  distributionRequest,
  distributionView,
  type DistributionView,
  pageRequest,
  type Person,
  restoreRequest,
  workstreamId,
  type WorkstreamId,
  workTouchedView,
  type WorkTouchedView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import type { z } from 'zod';
import { listChanges } from '#history';
import { distributionOf, workTouched } from '../queries/distributions.ts';
import { restoreDistribution, setDistribution } from '../use-cases/set-distribution.ts';

@ApiTags('routing')
@Controller('api/routing/workstreams/:id/distribution')
export class DistributionController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(distributionView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read how a workstream distributes its work' })
  get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<DistributionView> {
    return this.database.read((db) => distributionOf(db, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(distributionView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Change how a workstream distributes its work',
    description:
      'In force from the next offer on; every workstream has settings from the moment it is known here. Refused with `unknown-reference` where the ' +
      'capacity profile is not there.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: distributionRequest }) asked: Distribution,
    @Headers('if-match') match?: string,
  ): Promise<DistributionView> {
    return this.database.transact(async (tx) => {
      await setDistribution(tx, person, id, asked, versionIn(match));
      return distributionOf(tx.manager, id);
    });
  }

  @Get('touched')
  @Allow('administrator', 'supervisor')
  @Answers(workTouchedView)
  @ApiOperation({
    summary: 'See how much work a change of a workstream’s mode touches now',
    description:
      'The mode (push or pick) is changed with the workstream, at `/api/channel-config/workstreams/{id}?confirmed=true`. Offers that stand are ' +
      'taken back where work is to be taken from the list, what waits is offered where it is to be offered, and who has work keeps it.',
  })
  touched(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<WorkTouchedView> {
    return this.database.read((db) => workTouched(db, id));
  }

  @Get('changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of how a workstream distributes its work',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  changes(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      await distributionOf(db, id);
      return listChanges(db, { kind: 'distribution', subjectId: id }, asked);
    });
  }

  @Post('restore')
  @Allow('administrator')
  @Answers(distributionView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Distribute a workstream’s work again as at a version',
    description:
      'That is a new version. `outdated`: what it was is not allowed any more; `unknown-reference`: its capacity profile is not there any more.',
  })
  restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<DistributionView> {
    return this.database.transact(async (tx) => {
      await restoreDistribution(tx, person, id, version, versionIn(match));
      return distributionOf(tx.manager, id);
    });
  }
}
