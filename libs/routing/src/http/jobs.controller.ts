import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  jobId,
  type JobId,
  type Person,
  Refusal,
  routingJobRequest,
  type RoutingJobRequest,
  routingJobsRequest,
  routingJobsView,
  routingJobView,
  type RoutingJobView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { rolesFor } from '../domain/who-may.ts';
import { jobViewOf, listJobs, readJob } from '../queries/jobs.ts';
import type { PageAsked } from '../queries/page.ts';
import { beginJob, cancelJob } from '../use-cases/run-job.ts';

@ApiTags('routing')
@Controller('api/routing/jobs')
export class JobsController {
  constructor(private readonly database: Database) {}

  @Put(':id')
  @Allow('administrator', 'supervisor')
  @Answers(routingJobView)
  @ApiOperation({
    summary: 'Do something to many at once',
    description:
      'Under an id of your own (UUID v7); the same again is the same. Supervisors place work, as many items as the organisation allows (1,000, up to 10,000); administrators edit agents, and ' +
      'supervisors do, as far as queues, capacity and presences go. ' +
      'It goes on by itself, also over a restart; read it to see how far it is, with a result for each.',
  })
  begin(
    @Param('id', { schema: jobId }) id: JobId,
    @Body({ schema: routingJobRequest }) asked: RoutingJobRequest,
    @CurrentPerson() by: Person,
  ): Promise<RoutingJobView> {
    const whoMay = rolesFor(asked);
    if (!whoMay.some((role) => by.roles.includes(role)))
      throw new Refusal('not-allowed', `This needs the role ${whoMay.join(' or ')}.`);
    return this.database.transact(async (tx) => jobViewOf(tx.manager, await beginJob(tx, id, asked, by)));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(routingJobView)
  @ApiOperation({ summary: 'Read how far a job is', description: 'With a result for each that it came to.' })
  get(@Param('id', { schema: jobId }) id: JobId): Promise<RoutingJobView> {
    return this.database.read((manager) => readJob(manager, id));
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(routingJobsView)
  @ApiOperation({ summary: 'List what was done to many at once, newest first', description: 'Kept for 400 days.' })
  list(@Query({ schema: routingJobsRequest }) request: PageAsked) {
    return this.database.read((manager) => listJobs(manager, request));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('administrator', 'supervisor')
  @Answers(routingJobView)
  @ApiOperation({
    summary: 'Cancel what is done to many',
    description:
      'What was done stays done; whoever it has not come to is left alone. Once it is over this changes nothing.',
  })
  cancel(@Param('id', { schema: jobId }) id: JobId, @CurrentPerson() by: Person): Promise<RoutingJobView> {
    return this.database.transact(async (tx) => jobViewOf(tx.manager, await cancelJob(tx, id, by)));
  }
}
