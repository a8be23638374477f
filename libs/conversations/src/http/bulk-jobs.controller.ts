import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  bulkJobsRequest,
  bulkJobsView,
  bulkRequest,
  type BulkRequest,
  bulkView,
  type BulkView,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { listBulkJobs, readBulkJob } from '../queries/bulk-jobs.ts';
import { doToMany } from '../use-cases/do-to-many.ts';

const jobId = z.uuid();

/** What supervisors do to many conversations at once. */
@ApiTags('conversations')
@Controller('api/conversations/bulk-jobs')
@Allow('supervisor', 'administrator')
export class BulkJobsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'List what was done to many at once, newest first' })
  @Answers(bulkJobsView)
  list(@Query({ schema: bulkJobsRequest }) request: z.output<typeof bulkJobsRequest>) {
    return this.database.read((manager) => listBulkJobs(manager, request));
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Do something to many conversations',
    description:
      'Under the client’s own id; answers at once, and is read under the same id until it is done. Up to 1,000.',
  })
  @Answers(bulkView)
  start(
    @CurrentPerson() person: Person,
    @Param('id', { schema: jobId }) id: string,
    @Body({ schema: bulkRequest }) request: BulkRequest,
  ): Promise<BulkView> {
    return this.database.transact((tx) => doToMany(tx, person, { id, ...request }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read how far a job has come, and what became of each conversation' })
  @Answers(bulkView)
  show(@Param('id', { schema: jobId }) id: string): Promise<BulkView> {
    return this.database.read((manager) => readBulkJob(manager, id));
  }
}
