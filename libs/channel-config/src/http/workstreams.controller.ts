import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  copyWorkstreamRequest,
  type CopyWorkstreamRequest,
  createWorkstreamRequest,
  type CreateWorkstreamRequest,
  confirmedRequest,
  configurationListRequest,
  type ConfigurationListRequest,
  type Person,
  Refusal,
  retireRequest,
  type RetireRequest,
  workstreamId,
  type WorkstreamId,
  workstreamsView,
  workstreamView,
  type WorkstreamView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { listWorkstreams, workstreamOf } from '../queries/workstreams.ts';
import { copyWorkstream } from '../use-cases/copy-workstream.ts';
import { retireWorkstream } from '../use-cases/retire.ts';
import { saveWorkstream } from '../use-cases/save-workstream.ts';

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
      'How it distributes its work is set at /api/routing. Another `mode` is refused (`confirmation-required`) until it is asked for with ' +
      '`confirmed=true`: `GET /api/routing/workstreams/{id}/distribution/touched` says how much work it touches now. Offers that stand are taken ' +
      'back where work is to be taken from the list, what waits is offered where it is to be offered, and who has work keeps it.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: createWorkstreamRequest }) request: CreateWorkstreamRequest,
    @Query({ schema: confirmedRequest }) { confirmed }: z.output<typeof confirmedRequest>,
    @Headers('if-match') version?: string,
  ): Promise<WorkstreamView> {
    const from = versionIn(version);
    await this.database.transact((tx) =>
      saveWorkstream(tx, person, id, request, from, undefined, null, confirmed === 'true'),
    );
    return this.get(id);
  }

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(workstreamsView)
  @ApiOperation({
    summary: 'List workstreams',
    description: 'By name, or as asked for. Removed ones are left out unless their `state` is asked for.',
  })
  list(
    @Query({ schema: configurationListRequest }) asked: ConfigurationListRequest,
  ): Promise<z.output<typeof workstreamsView>> {
    return this.database.read((db) => listWorkstreams(db, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(workstreamView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one workstream' })
  async get(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<WorkstreamView> {
    const found = await this.database.read((db) => workstreamOf(db, id));
    if (!found) throw new Refusal('workstream-not-found', 'There is no such workstream.');
    return found;
  }

  @Post(':id/copy')
  @Allow('administrator')
  @Answers(workstreamView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Copy a workstream',
    description:
      'With everything that it carries: advanced settings, context variables, time-out rules, its place among the workstreams of quick ' +
      'replies and disposition codes, and how it distributes its work. Channels stay where they are. `id`: of the copy, your own (UUID v7); ' +
      'the same request again answers the same. Answers the copy.',
  })
  async copy(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: copyWorkstreamRequest }) request: CopyWorkstreamRequest,
  ): Promise<WorkstreamView> {
    await this.database.transact((tx) => copyWorkstream(tx, person, id, request));
    return this.get(request.id);
  }

  @Post(':id/retire')
  @Allow('administrator')
  @Answers(workstreamView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take a workstream out of use',
    description:
      'It is `retiring`, and `removed` by itself as soon as nothing uses it: `usage` shows what does. `wait`: until that has ended; ' +
      '`close-all`: it is closed. The way may be changed while it is retiring, and it can be restored. A workstream with channels stays (`workstream-in-use`): they go first. History stays.',
  })
  async retire(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: retireRequest }) { how }: RetireRequest,
    @Headers('if-match') version?: string,
  ): Promise<WorkstreamView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireWorkstream(tx, id, { how, from, person }));
    return this.get(id);
  }

  @Post(':id/restore')
  @Allow('administrator')
  @Answers(workstreamView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take a workstream into use again',
    description: 'While it is retiring; what is removed is gone (`already-removed`).',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Headers('if-match') version?: string,
  ): Promise<WorkstreamView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireWorkstream(tx, id, { how: 'restore', from, person }));
    return this.get(id);
  }
}
