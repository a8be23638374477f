import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  contextsRequest,
  contextsView,
  contextView,
  type ContextView,
  conversationId,
  type ConversationId,
  linkRequest,
  type LinkRequest,
  myCasesRequest,
  type MyCasesRequest,
  myCasesView,
  type Person,
  setVariablesRequest,
  type SetVariablesRequest,
  unlinkRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { listMyCases } from '../queries/list-my-cases.ts';
import { readContext, readContexts } from '../queries/read-context.ts';
import { linkCustomer, unlinkCustomer } from '../use-cases/link-customer.ts';
import { setVariables } from '../use-cases/set-variables.ts';

/** What is known of a conversation besides its texts: who the customer is, and context variables. */
@ApiTags('conversations')
@Controller('api/conversations')
export class ContextController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get('contexts')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(contextsView)
  @ApiOperation({
    summary: 'Read what is known of several conversations',
    description: 'Those that are not yours to see, or that nobody knows anything of, are left out.',
  })
  several(
    @CurrentPerson() person: Person,
    @Query({ schema: contextsRequest }) { ids }: z.output<typeof contextsRequest>,
  ): Promise<z.output<typeof contextsView>> {
    return this.database.read((manager) => readContexts(manager, person, ids));
  }

  /** The active cases that conversations of the person asking are about, each once: with its latest conversation, fifty at a time. */
  @Get('my-cases')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(myCasesView)
  @ApiOperation({
    summary: 'List the cases of your conversations',
    description:
      'Active ones that a conversation is about which you have or had at the end, each once, with the conversation that began last.',
  })
  cases(
    @CurrentPerson() person: Person,
    @Query({ schema: myCasesRequest }) request: MyCasesRequest,
  ): Promise<z.output<typeof myCasesView>> {
    return this.database.read((manager) => listMyCases(manager, person, request));
  }

  @Get(':id/context')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(contextView)
  @ApiOperation({ summary: 'Read what is known of a conversation besides its texts' })
  show(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ContextView> {
    return this.database.read((manager) => readContext(manager, person, id));
  }

  @Post(':id/link')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(contextView)
  @ApiOperation({
    summary: 'Say who the customer is, or what they write about',
    description:
      'One of the candidates, or anybody of the directory. With a customer their only active case is linked, too.',
  })
  link(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: linkRequest }) asked: LinkRequest,
  ): Promise<ContextView> {
    return this.database.transact((tx) => linkCustomer(tx, person, id, asked));
  }

  @Post(':id/unlink')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(contextView)
  @ApiOperation({
    summary: 'Take the customer or the case away',
    description: 'Refused once the conversation is closed.',
  })
  unlink(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: unlinkRequest }) { what }: z.output<typeof unlinkRequest>,
  ): Promise<ContextView> {
    return this.database.transact((tx) => unlinkCustomer(tx, person, id, what));
  }

  @Put(':id/variables')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(contextView)
  @ApiOperation({
    summary: 'Set context variables',
    description:
      'Those that are named; null takes one away. Each must be defined for the workstream, in its exact case and type.',
  })
  variables(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: setVariablesRequest }) asked: SetVariablesRequest,
  ): Promise<ContextView> {
    return this.database.transact((tx) => setVariables(tx, person, id, asked, this.settings.country));
  }
}
