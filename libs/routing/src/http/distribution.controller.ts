import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Distribution,
  distributionRequest,
  distributionView,
  type DistributionView,
  Refusal,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems } from '#platform';
import { distributionOf } from '../queries/distributions.ts';
import { setDistribution } from '../use-cases/set-distribution.ts';
import { versionIn } from './version.ts';

@ApiTags('routing')
@Controller('api/routing/workstreams/:id/distribution')
export class DistributionController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(distributionView)
  @ApiOperation({ summary: 'Read how a workstream distributes its work' })
  get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<DistributionView> {
    return this.database.read((db) => distributionOf(db, id));
  }

  @Put()
  @Allow('administrator')
  @Answers(distributionView)
  @Problems(412, 428)
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that the change starts from, such as "3".' })
  @ApiOperation({
    summary: 'Change how a workstream distributes its work',
    description: 'In force from the next offer on; every workstream has settings from the moment it is known here.',
  })
  set(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: distributionRequest }) asked: Distribution,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DistributionView> {
    return this.database.transact(async (tx) => {
      const known = await distributionOf(tx.manager, id);
      const from = versionIn(ifMatch);
      if (from === null)
        throw new Refusal('version-required', `Say which version you change: If-Match: "${known.version}".`);
      await setDistribution(tx, id, asked, from);
      return distributionOf(tx.manager, id);
    });
  }
}
