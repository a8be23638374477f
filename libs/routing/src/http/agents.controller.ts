import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentId,
  type AgentId,
  agentsRequest,
  type AgentsRequest,
  agentsView,
  agentView,
  type AgentView,
  myChoicesView,
  type MyChoicesView,
  presenceRequest,
  type PresenceRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { listAgents, viewAgent } from '../queries/agents.ts';
import { choicesOf } from '../queries/my-choices.ts';
import { choosePresence, resetPresence } from '../use-cases/choose-presence.ts';

@ApiTags('routing')
@Controller('api/routing/agents')
export class AgentsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(agentsView)
  @ApiOperation({
    summary: 'List agents',
    description: 'Everybody who has ever signed in as one, by name. `q`: those with this in their name.',
  })
  list(@Query({ schema: agentsRequest }) asked: AgentsRequest): Promise<z.output<typeof agentsView>> {
    return this.database.read((db) => listAgents(db, asked, this.database.now()));
  }

  @Get(':id/choices')
  @Allow('supervisor', 'administrator')
  @Answers(myChoicesView)
  @ApiOperation({
    summary: 'List what an agent may choose from',
    description: 'The queues that they serve, and the custom presences that are theirs, each by name.',
  })
  choices(@Param('id', { schema: agentId }) id: AgentId): Promise<MyChoicesView> {
    return this.database.read((db) => choicesOf(db, id));
  }

  @Put(':id/presence')
  @Allow('supervisor', 'administrator')
  @Answers(agentView)
  @ApiOperation({
    summary: 'Choose the presence of an agent',
    description:
      'Holds as one that the agent chose. Of an agent who is not there, it is what they find on a quick return.',
  })
  choose(
    @Param('id', { schema: agentId }) id: AgentId,
    @Body({ schema: presenceRequest }) asked: PresenceRequest,
  ): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await choosePresence(tx, id, asked, 'supervisor')));
  }

  @Post(':id/presence/reset')
  @Allow('supervisor', 'administrator')
  @Answers(agentView)
  @ApiOperation({ summary: 'Let the presence of an agent be what the system says' })
  reset(@Param('id', { schema: agentId }) id: AgentId): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await resetPresence(tx, id, 'supervisor')));
  }
}
