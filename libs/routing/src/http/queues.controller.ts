import { Body, Controller, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  pageRequest,
  queueId,
  type QueueId,
  queueRequest,
  type QueueRequest,
  queuesView,
  queueView,
  type QueueView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems } from '#platform';
import { listQueues, queueWith, viewQueues } from '../queries/queues.ts';
import { saveQueue } from '../use-cases/save-queue.ts';
import { versionIn } from './version.ts';

@ApiTags('routing')
@Controller('api/routing/queues')
export class QueuesController {
  constructor(private readonly database: Database) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(queueView)
  @Problems(412)
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that a change starts from, such as "3".' })
  @ApiOperation({
    summary: 'Create or change a queue',
    description:
      'Created under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match`. Members may be agents who have not signed in yet.',
  })
  save(
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: queueRequest }) asked: QueueRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<QueueView> {
    return this.database.transact(async (tx) => {
      const queue = await saveQueue(tx, id, asked, versionIn(ifMatch));
      const [view] = await viewQueues(tx.manager, [queue]);
      return view!;
    });
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(queuesView)
  @ApiOperation({ summary: 'List queues', description: 'By name, with how many wait in each.' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>): Promise<z.output<typeof queuesView>> {
    return this.database.read((db) => listQueues(db, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(queueView)
  @ApiOperation({ summary: 'Read one queue' })
  get(@Param('id', { schema: queueId }) id: QueueId): Promise<QueueView> {
    return this.database.read((db) => queueWith(db, id));
  }
}
