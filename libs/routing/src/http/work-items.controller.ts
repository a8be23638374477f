import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  explanationView,
  type ExplanationView,
  type Person,
  Refusal,
  workItemId,
  type WorkItemId,
  workItemsRequest,
  type WorkItemsRequest,
  workItemsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { explanationOf } from '../queries/explanations.ts';
import { openWork } from '../queries/open-work.ts';
import { listWorkItems, listWorkOf } from '../queries/work-items.ts';

@ApiTags('routing')
@Controller('api/routing/work-items')
export class WorkItemsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(workItemsView)
  @ApiOperation({
    summary: 'List work items',
    description:
      'Oldest first, of one `status` or, without it, everything that is not done. `conversationId`: what this conversation was, whatever its status, the newest first. What is done is kept for thirteen months. `list=open`: what waits in the queues that I serve, for me to pick; agents see nothing else (`not-allowed`).',
  })
  list(
    @Query({ schema: workItemsRequest }) asked: WorkItemsRequest,
    @CurrentPerson() { roles, agentId }: Person,
  ): Promise<z.output<typeof workItemsView>> {
    if (asked.list === 'open') return this.database.read((db) => openWork(db, agentId, asked));
    if (!roles.some((role) => role === 'supervisor' || role === 'administrator'))
      throw new Refusal('not-allowed', 'Agents see the open list of their queues: ?list=open.');
    const { conversationId, limit } = asked;
    if (conversationId) return this.database.read((db) => listWorkOf(db, conversationId, limit));
    return this.database.read((db) => listWorkItems(db, asked));
  }

  @Get(':id/explanation')
  @Allow('administrator', 'supervisor')
  @Answers(explanationView)
  @ApiOperation({
    summary: 'Read why a work item went where it went',
    description:
      'What was found out about it, which rules were looked at and which applied, the queues considered and whether they overflowed, and each ' +
      'look at who could take it. Oldest first; kept for 30 days.',
  })
  explanation(@Param('id', { schema: workItemId }) id: WorkItemId): Promise<ExplanationView> {
    return this.database.read((db) => explanationOf(db, id));
  }
}
