import { Body, Controller, Get, Headers, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentView,
  type AgentView,
  beatRequest,
  offersView,
  type Person,
  leaveRequest,
  listViewsRequest,
  type ListViewsRequest,
  listViewsView,
  type ListViewsView,
  type LeaveRequest,
  myChoicesView,
  type MyChoicesView,
  presenceRequest,
  type PresenceRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems, SaysVersion, versionIn } from '#platform';
import { agentWith, viewAgent } from '../queries/agents.ts';
import { myChoices } from '../queries/my-choices.ts';
import { standingOffers } from '../queries/offers.ts';
import { listViewsOf } from '../storage/list-views.ts';
import { choosePresence, resetPresence } from '../use-cases/choose-presence.ts';
import { beat } from '../use-cases/hear-from-agent.ts';
import { leave } from '../use-cases/notice-silence.ts';
import { saveListViews } from '../use-cases/save-list-views.ts';
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
    return this.database.transact(async (tx) => viewAgent(tx, await beat(tx, agentId, showing, deskId)));
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
      'Offline from then on, unless another browser of mine is open or this one is back within 3 seconds: a page that is loaded again. Who signs out is offline at once. Back within the grace finds the presence of before, unless I signed out.',
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

  @Get('choices')
  @Answers(myChoicesView)
  @ApiOperation({
    summary: 'List what I may choose from',
    description: 'The queues that I serve, and the custom presences that are mine, each by name.',
  })
  choices(@CurrentPerson() { agentId }: Person): Promise<MyChoicesView> {
    return this.database.read((db) => myChoices(db, agentId));
  }

  @Get('views')
  @Answers(listViewsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read the views that I keep of my lists' })
  views(@CurrentPerson() { agentId }: Person): Promise<ListViewsView> {
    return this.database.read((db) => listViewsOf(db, agentId));
  }

  @Put('views')
  @Answers(listViewsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The version that the change starts from, such as "3"; "0" while none was kept.',
  })
  @ApiOperation({
    summary: 'Keep my views of my lists',
    description: 'Says all of them, in the order that they are shown in. They follow me from desk to desk.',
  })
  keepViews(
    @CurrentPerson() { agentId }: Person,
    @Body({ schema: listViewsRequest }) asked: ListViewsRequest,
    @Headers('if-match') version?: string,
  ): Promise<ListViewsView> {
    const from = versionIn(version);
    return this.database.transact((tx) => saveListViews(tx, agentId, asked, from));
  }
}
