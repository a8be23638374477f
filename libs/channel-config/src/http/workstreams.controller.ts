import { Body, Controller, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  createWorkstreamRequest,
  type CreateWorkstreamRequest,
  pageRequest,
  Refusal,
  workstreamId,
  type WorkstreamId,
  workstreamsView,
  workstreamView,
  type WorkstreamView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems } from '#platform';
import { listWorkstreams, viewOfWorkstream, workstreamOf } from '../queries/workstreams.ts';
import { saveWorkstream } from '../use-cases/save-workstream.ts';
import { ifMatch, SaysVersion, versionIn } from './version.ts';

@ApiTags('channel configuration')
@Controller('api/channel-config/workstreams')
export class WorkstreamsController {
  constructor(private readonly database: Database) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(workstreamView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Create or change a workstream',
    description:
      'Under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match` and says the whole. ' +
      'How it distributes its work is set at /api/routing.',
  })
  async save(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: createWorkstreamRequest }) request: CreateWorkstreamRequest,
    @Headers('if-match') version?: string,
  ): Promise<WorkstreamView> {
    const from = versionIn(version);
    return viewOfWorkstream(await this.database.transact((tx) => saveWorkstream(tx, id, request, from)));
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(workstreamsView)
  @ApiOperation({ summary: 'List workstreams', description: 'By name.' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>): Promise<z.output<typeof workstreamsView>> {
    return this.database.read((db) => listWorkstreams(db, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(workstreamView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one workstream' })
  async get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<WorkstreamView> {
    const found = await this.database.read((db) => workstreamOf(db, id));
    if (!found) throw new Refusal('workstream-not-found', 'There is no such workstream.');
    return found;
  }
}
