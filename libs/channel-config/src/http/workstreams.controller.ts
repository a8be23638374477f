import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { Answers } from '#platform';
import { listWorkstreams, viewOfWorkstream, workstreamOf } from '../queries/workstreams.ts';
import { createWorkstream } from '../use-cases/create-workstream.ts';

@ApiTags('channel configuration')
@Controller('api/channel-config/workstreams')
export class WorkstreamsController {
  constructor(private readonly database: Database) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(workstreamView)
  @ApiOperation({
    summary: 'Create a workstream',
    description:
      'Under an id of your own (UUID v7); the same request again answers the same. How it distributes its work is set at /api/routing.',
  })
  async create(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: createWorkstreamRequest }) request: CreateWorkstreamRequest,
  ): Promise<WorkstreamView> {
    return viewOfWorkstream(await this.database.transact((tx) => createWorkstream(tx, id, request)));
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
  @ApiOperation({ summary: 'Read one workstream' })
  async get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<WorkstreamView> {
    const found = await this.database.read((db) => workstreamOf(db, id));
    if (!found) throw new Refusal('workstream-not-found', 'There is no such workstream.');
    return found;
  }
}
