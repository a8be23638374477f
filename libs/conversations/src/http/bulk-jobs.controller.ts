import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  bulkHistoryView,
  bulkJobsRequest,
  bulkJobsView,
  bulkRequest,
  type BulkRequest,
  bulkView,
  type BulkView,
  conversationId,
  type ConversationId,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { bulkHistoryOf, listBulkJobs, readBulkJob } from '../queries/bulk-jobs.ts';
import { seenConversation } from '../queries/read-conversation.ts';
import { cancelBulkJob, doToMany } from '../use-cases/do-to-many.ts';

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
      'Closes them, texts their customers, or tells their agents something; those that are named, or that a filter finds as it is now. Under the ' +
      'client’s own id; answers at once, and is read under the same id until it is done. As many as the organisation’s `bulk.conversations` says, a ' +
      'text of up to 1,000 characters. No customer gets it twice, and none who opted out; caps on texts nobody asked for hold, and quiet hours ' +
      'where the conversation waits. A job is kept for 400 days.',
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

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel what is done to many',
    description:
      'What was done stays done; whoever it has not come to is left alone. Once it is over this changes nothing.',
  })
  @Answers(bulkView)
  cancel(@CurrentPerson() person: Person, @Param('id', { schema: jobId }) id: string): Promise<BulkView> {
    return this.database.transact((tx) => cancelBulkJob(tx, person, id));
  }
}

/** What supervisors did to one conversation together with others. */
@ApiTags('conversations')
@Controller('api/conversations')
@Allow('supervisor', 'administrator')
export class BulkHistoryController {
  constructor(private readonly database: Database) {}

  @Get(':id/bulk-jobs')
  @ApiOperation({ summary: 'List what was done to a conversation together with others, newest first' })
  @Answers(bulkHistoryView)
  list(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Query({ schema: bulkJobsRequest }) request: z.output<typeof bulkJobsRequest>,
  ) {
    return this.database.read(async (manager) => {
      await seenConversation(manager, person, id);
      return bulkHistoryOf(manager, id, request);
    });
  }
}
