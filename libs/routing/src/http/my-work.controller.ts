import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  conversationId,
  type ConversationId,
  myHandsView,
  type MyHandsView,
  myWorkView,
  type MyWorkView,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { inMyHands, myWork } from '../queries/my-work.ts';

/** What an agent has to do with a conversation, as routing knows it. */
@ApiTags('routing')
@Controller('api/routing/agents/me/work')
@Allow('agent')
export class MyWorkController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(myHandsView)
  @ApiOperation({
    summary: 'List what is in my hands',
    description:
      'What I am offered or have, the oldest first, and within how many seconds its queue promises an answer.',
  })
  list(@CurrentPerson() { agentId }: Person): Promise<MyHandsView> {
    return this.database.read((db) => inMyHands(db, agentId));
  }

  @Get(':conversationId')
  @Answers(myWorkView)
  @ApiOperation({
    summary: 'Read my part in a conversation',
    description:
      'Its work item, whether I have it or give advice, and the colleagues whom I asked, with their answers.',
  })
  read(
    @Param('conversationId', { schema: conversationId }) id: ConversationId,
    @CurrentPerson() { agentId }: Person,
  ): Promise<MyWorkView> {
    return this.database.read((db) => myWork(db, agentId, id));
  }
}
