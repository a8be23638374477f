import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  configurationChanges,
  copyQueueRequest,
  pageRequest,
  type Person,
  queueId,
  type QueueId,
  queueRequest,
  type QueueRequest,
  queuesRequest,
  type QueuesRequest,
  queuesView,
  queueView,
  type QueueView,
  restoreRequest,
} from '#contracts';
import { Database, type Transaction } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import type { Queue } from '../domain/queue.ts';
import { listChanges } from '#history';
import { listQueues, queueWith, viewQueues } from '../queries/queues.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { copyQueue } from '../use-cases/copy-queue.ts';
import { removeQueue } from '../use-cases/remove-queue.ts';
import { restoreQueue } from '../use-cases/restore-queue.ts';
import { queueNotFound, saveQueue } from '../use-cases/save-queue.ts';

@ApiTags('routing')
@Controller('api/routing/queues')
export class QueuesController {
  constructor(private readonly database: Database) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(queueView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Create or change a queue',
    description:
      'Created under an id of your own (UUID v7); the same request again answers the same. A change needs `If-Match`. Members may be agents who have not signed in yet.',
  })
  save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: queueRequest }) asked: QueueRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<QueueView> {
    return this.database.transact(async (tx) => {
      return this.view(tx, await saveQueue(tx, person, id, asked, versionIn(ifMatch)));
    });
  }

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(queuesView)
  @ApiOperation({
    summary: 'List queues',
    description: 'By name, with how many wait in each. `q`: those with this in their name or slug.',
  })
  list(@Query({ schema: queuesRequest }) asked: QueuesRequest): Promise<z.output<typeof queuesView>> {
    return this.database.read((db) => listQueues(db, asked, this.database.now()));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(queueView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one queue' })
  get(@Param('id', { schema: queueId }) id: QueueId): Promise<QueueView> {
    return this.database.read((db) => queueWith(db, id, this.database.now()));
  }

  @Delete(':id')
  @Allow('administrator')
  @AnswersNothing()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Remove a queue',
    description:
      'Refused (`in-use`) while work waits in it, or a workstream, rules or another queue name it. The history stays, and it can be restored.',
  })
  async remove(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Headers('if-match') match?: string,
  ): Promise<void> {
    await this.database.transact((tx) => removeQueue(tx, person, id, versionIn(match)));
  }

  @Post(':id/copy')
  @Allow('administrator')
  @Answers(queueView)
  @SaysVersion()
  @ApiOperation({
    summary: 'Copy a queue',
    description:
      'With its members and settings, as `Copy of …`, under an id of your own. The same copy asked for again answers it as it is now; another queue under ' +
      'that id is refused (`already-exists`).',
  })
  copy(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: copyQueueRequest }) copy: z.output<typeof copyQueueRequest>,
  ): Promise<QueueView> {
    return this.database.transact(async (tx) => this.view(tx, await copyQueue(tx, person, id, copy)));
  }

  @Get(':id/changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({
    summary: 'Read the history of a queue',
    description: 'Who changed what, when, with what it was before and after; newest first.',
  })
  async changes(
    @Param('id', { schema: queueId }) id: QueueId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    return this.database.read(async (db) => {
      const found = await listChanges(db, { kind: 'queue', subjectId: id }, asked);
      // what was set up before there was a history has none
      if (found.items.length === 0 && !(await db.getRepository(QueueTable).existsBy({ id }))) throw queueNotFound();
      return found;
    });
  }

  @Post(':id/restore')
  @Allow('administrator')
  @Answers(queueView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Restore a queue',
    description: 'Makes it again what it was at `version`, also when it was removed since. That is a new version.',
  })
  restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: queueId }) id: QueueId,
    @Body({ schema: restoreRequest }) { version }: z.output<typeof restoreRequest>,
    @Headers('if-match') match?: string,
  ): Promise<QueueView> {
    return this.database.transact(async (tx) =>
      this.view(tx, await restoreQueue(tx, person, id, version, versionIn(match))),
    );
  }

  private async view(tx: Transaction, queue: Queue): Promise<QueueView> {
    const [view] = await viewQueues(tx.manager, [queue], tx.now);
    return view!;
  }
}
