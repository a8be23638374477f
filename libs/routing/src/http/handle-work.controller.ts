import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  agentId,
  type AgentId,
  consultRequest,
  type ConsultRequest,
  type Person,
  queueId,
  type QueueId,
  workItemId,
  type WorkItemId,
  workItemView,
  type WorkItemView,
  workTarget,
  type WorkTarget,
  workTargetsRequest,
  type WorkTargetsRequest,
  workTargetsView,
  type WorkTargetsView,
} from '#contracts';
import { Database, type Transaction } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import type { WorkItem } from '../domain/work-item.ts';
import { viewWorkItem } from '../queries/work-items.ts';
import { workTargets } from '../queries/work-targets.ts';
import { consult, endConsultation, endConsultSearch } from '../use-cases/consult.ts';
import { assignWorkItem, pickWork, transferWork } from '../use-cases/hand-work.ts';
import { sayRefusedTransfer } from '../use-cases/say-refused-transfer.ts';
import { takeBackTransfer } from '../use-cases/take-back-transfer.ts';

/** How work comes into other hands: all of it is the same when it is asked for again. */
@ApiTags('routing')
@Controller('api/routing/work-items/:id')
export class HandleWorkController {
  constructor(private readonly database: Database) {}

  @Get('targets')
  @Allow('agent', 'supervisor')
  @Answers(workTargetsView)
  @ApiOperation({
    summary: 'List to whom a work item can go',
    description:
      'Agents who are there, the best in needed skills first, with how far it would go beyond what they have room for; and queues, with how many wait there and whether they are open. Agents are offered what the settings of assignment say (`targets`). At most 200 of each.',
  })
  targets(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Query({ schema: workTargetsRequest }) asked: WorkTargetsRequest,
    @CurrentPerson() person: Person,
  ): Promise<WorkTargetsView> {
    return this.database.read((db) => workTargets(db, id, asked, person, this.database.now()));
  }

  @Post('pick')
  @HttpCode(200)
  @Allow('agent')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Take a waiting work item out of the list',
    description:
      'Of many who try, one has it; the others are refused with `already-taken`. Where work is pushed and may not be selected, only with room and presence for it (`no-room`).',
  })
  pick(@Param('id', { schema: workItemId }) id: WorkItemId, @CurrentPerson() by: Person): Promise<WorkItemView> {
    return this.answer((tx) => pickWork(tx, id, by.agentId));
  }

  @Post('transfer')
  @HttpCode(200)
  @Allow('agent', 'supervisor')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Hand a conversation on',
    description:
      'To a colleague, who is asked first and until then it stays where it is; or into a queue, also its own. By who has it, or by a supervisor.',
  })
  async transfer(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Body({ schema: workTarget }) to: WorkTarget,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    try {
      return await this.answer((tx) => transferWork(tx, id, to, by));
    } catch (error) {
      await this.database.transact((tx) => sayRefusedTransfer(tx, id, to, by, error));
      throw error;
    }
  }

  @Post('transfer/:agentId/end')
  @HttpCode(200)
  @Allow('agent', 'supervisor')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Ask a colleague no more to take a conversation over',
    description:
      'Before they have answered: it stays with who has it. By them, or by a supervisor; refused with `already-taken` when the colleague was faster.',
  })
  takeBack(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Param('agentId', { schema: agentId }) colleague: AgentId,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    return this.answer((tx) => takeBackTransfer(tx, id, colleague, by));
  }

  @Post('assign')
  @HttpCode(200)
  @Allow('supervisor')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Place work that nobody has',
    description:
      'By offering it to an agent, whatever their presence and capacity while they are there; or into another queue.',
  })
  assign(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Body({ schema: workTarget }) to: WorkTarget,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    return this.answer((tx) => assignWorkItem(tx, id, to, by));
  }

  @Post('consult')
  @HttpCode(200)
  @Allow('agent')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Ask a colleague, or a queue, for advice',
    description:
      'The conversation stays mine. Of a queue one agent after the other is asked, as long as the settings of assignment say; when nobody agrees in time, a line in the conversation says why. At most as many as the organisation allows (`too-many-consultees`).',
  })
  consult(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Body({ schema: consultRequest }) asked: ConsultRequest,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    return this.answer((tx) => consult(tx, id, asked, by));
  }

  @Post('consult/:agentId/end')
  @HttpCode(200)
  @Allow('agent', 'supervisor')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'End the advice of a colleague',
    description: 'By who asked or who gives it, also before it was agreed to.',
  })
  endConsult(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Param('agentId', { schema: agentId }) colleague: AgentId,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    return this.answer((tx) => endConsultation(tx, id, colleague, by));
  }

  @Post('consult/queues/:queueId/end')
  @HttpCode(200)
  @Allow('agent', 'supervisor')
  @Answers(workItemView)
  @ApiOperation({
    summary: 'Ask a queue for advice no more',
    description: 'By who asked. Whoever of it has agreed already advises on.',
  })
  endConsultSearch(
    @Param('id', { schema: workItemId }) id: WorkItemId,
    @Param('queueId', { schema: queueId }) queue: QueueId,
    @CurrentPerson() by: Person,
  ): Promise<WorkItemView> {
    return this.answer((tx) => endConsultSearch(tx, id, queue, by));
  }

  private answer(work: (tx: Transaction) => Promise<WorkItem>): Promise<WorkItemView> {
    return this.database.transact(async (tx) => viewWorkItem(tx.manager, await work(tx)));
  }
}
