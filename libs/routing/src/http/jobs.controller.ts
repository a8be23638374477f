import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  jobId,
  type JobId,
  type Person,
  Refusal,
  routingJobRequest,
  type RoutingJobRequest,
  routingJobView,
  type RoutingJobView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { rolesFor } from '../domain/who-may.ts';
import { type Job, JobTable } from '../storage/job.table.ts';
import { beginJob, subjectsOf } from '../use-cases/run-job.ts';

const view = ({ id, request, by, createdAt, finishedAt, results }: Job): RoutingJobView => ({
  id,
  action: request.action,
  by: { subject: by.subject, name: by.name },
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  total: subjectsOf(request).length,
  done: results.filter(({ code }) => code === null).length,
  refused: results.filter(({ code }) => code !== null).length,
  results,
});

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
      'Under an id of your own (UUID v7); the same again is the same. Supervisors place work, up to 1,000 items; administrators edit agents, and ' +
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
    return this.database.transact(async (tx) => view(await beginJob(tx, id, asked, by)));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(routingJobView)
  @ApiOperation({ summary: 'Read how far a job is', description: 'With a result for each that it came to.' })
  async get(@Param('id', { schema: jobId }) id: JobId): Promise<RoutingJobView> {
    const found = await this.database.read((db) => db.getRepository(JobTable).findOneBy({ id }));
    if (!found) throw new Refusal('job-not-found', 'There is no such job.');
    return view(found);
  }
}
