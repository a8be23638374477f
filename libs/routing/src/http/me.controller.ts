import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentView,
  type AgentView,
  beatRequest,
  offersView,
  type Person,
  leaveRequest,
  type LeaveRequest,
  presenceRequest,
  type PresenceRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { agentWith, viewAgent } from '../queries/agents.ts';
import { standingOffers } from '../queries/offers.ts';
import { choosePresence, resetPresence } from '../use-cases/choose-presence.ts';
import { hearFromAgent } from '../use-cases/hear-from-agent.ts';
import { leave } from '../use-cases/notice-silence.ts';
import { signIn } from '../use-cases/sign-in.ts';

/** What an agent says and asks about themselves. */
@ApiTags('routing')
@Controller('api/routing/agents/me')
@Allow('agent')
export class MeController {
  constructor(private readonly database: Database) {}

  @Put()
  @Answers(agentView)
  @ApiOperation({
    summary: 'Open the desk',
    description:
      'The first time makes the agent. Later ones are a sign of life: back within 2.5 minutes finds the presence of before, later it follows capacity.',
  })
  open(@CurrentPerson() { agentId, name }: Person): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await signIn(tx, agentId, name)));
  }

  @Get()
  @Answers(agentView)
  @ApiOperation({ summary: 'Read my presence and capacity' })
  get(@CurrentPerson() { agentId }: Person): Promise<AgentView> {
    return this.database.read((db) => agentWith(db, agentId, this.database.now()));
  }

  @Put('presence')
  @Answers(agentView)
  @ApiOperation({
    summary: 'Choose my presence',
    description: 'Available and Busy hold until the next accept or close, the others until changed.',
  })
  choose(
    @CurrentPerson() { agentId }: Person,
    @Body({ schema: presenceRequest }) asked: PresenceRequest,
  ): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await choosePresence(tx, agentId, asked)));
  }

  @Post('beat')
  @Answers(agentView)
  @ApiOperation({
    summary: 'Say that my desk is open and what it shows',
    description:
      'Every 10 s. After 15 s of silence nothing new is offered, after 30 s the agent is offline. An offer that is not among `showing` for 15 s is lost and goes to somebody else.',
  })
  beat(
    @CurrentPerson() { agentId }: Person,
    @Body({ schema: beatRequest }) { showing, deskId }: z.output<typeof beatRequest>,
  ): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await hearFromAgent(tx, agentId, showing, deskId)));
  }

  @Post('presence/reset')
  @Answers(agentView)
  @ApiOperation({
    summary: 'Let my presence be what the system says',
    description: 'Ends what was chosen, and what is held after a missed or rejected offer.',
  })
  reset(@CurrentPerson() { agentId }: Person): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await resetPresence(tx, agentId, 'agent')));
  }

  @Post('leave')
  @Answers(agentView)
  @ApiOperation({
    summary: 'Close my desk',
    description:
      'Offline at once, unless another browser of mine is open. Back within the grace finds the presence of before, unless I signed out.',
  })
  leave(@CurrentPerson() { agentId }: Person, @Body({ schema: leaveRequest }) asked: LeaveRequest): Promise<AgentView> {
    return this.database.transact(async (tx) => viewAgent(tx, await leave(tx, agentId, asked)));
  }

  @Get('offers')
  @Answers(offersView)
  @ApiOperation({ summary: 'List the offers to me that stand', description: 'Oldest first, all of them.' })
  offers(@CurrentPerson() { agentId }: Person): Promise<z.output<typeof offersView>> {
    return this.database.read((db) => standingOffers(db, agentId));
  }
}
