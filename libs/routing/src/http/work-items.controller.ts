import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { workItemsRequest, type WorkItemsRequest, workItemsView } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { listWorkItems } from '../queries/work-items.ts';

@ApiTags('routing')
@Controller('api/routing/work-items')
export class WorkItemsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(workItemsView)
  @ApiOperation({
    summary: 'List work items',
    description: 'Oldest first, of one `status` or, without it, everything that is not done.',
  })
  list(@Query({ schema: workItemsRequest }) asked: WorkItemsRequest): Promise<z.output<typeof workItemsView>> {
    return this.database.read((db) => listWorkItems(db, asked));
  }
}
