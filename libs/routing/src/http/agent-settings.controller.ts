import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentId,
  type AgentId,
  agentSettingsRequest,
  type AgentSettingsRequest,
  agentSettingsView,
  type AgentSettingsView,
  configurationChanges,
  listOfAgentSettings,
  pageRequest,
  type Person,
  restoreRequest,
  setAgentRequest,
  type SetAgentRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { listChanges } from '#history';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { agentSettingsOf, listAgentSettings } from '../queries/agent-settings.ts';
import { setAgent } from '../use-cases/set-agent.ts';
import { restoreAgent } from '../use-cases/set-agents.ts';

@ApiTags('routing')
@Controller('api/routing/agent-settings')
export class AgentSettingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(listOfAgentSettings)
  @ApiOperation({
    summary: 'List what is set of agents',
    description:
      'By name: skills, capacity, profiles, queues, presences. `queueId`, `skillId` and `profileId` keep to those who have it.',
  })
  list(
    @Query({ schema: agentSettingsRequest }) asked: AgentSettingsRequest,
  ): Promise<z.output<typeof listOfAgentSettings>> {
    return this.database.read((db) => listAgentSettings(db, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(agentSettingsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read what is set of an agent' })
  get(@Param('id', { schema: agentId }) id: AgentId): Promise<AgentSettingsView> {
    return this.database.read((db) => agentSettingsOf(db, id));
  }

  @Put(':id')
  @Allow('administrator')
  @Answers(agentSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Set an agent',
    description:
      'Says the whole. What is in work stays, and presence follows the capacity. Also of somebody who has not signed in yet: without `If-Match`, and ' +
      'with their `name`, which is the sign-in’s afterwards. They are there from then on, and serve the default queue. Their id is told by `GET /api/sign-in/agent-id`.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('id', { schema: agentId }) id: AgentId,
    @Body({ schema: setAgentRequest }) asked: SetAgentRequest,
    @Headers('if-match') version?: string,
  ): Promise<AgentSettingsView> {
    return this.database.transact(async (tx) => {
      await setAgent(tx, person, id, asked, versionIn(version));
      return agentSettingsOf(tx.manager, id);
    });
  }

  @Post(':id/restore')
  @Allow('administrator')
  @Answers(agentSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({ summary: 'Restore what was set of an agent at `version`' })
  restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: agentId }) id: AgentId,
    @Body({ schema: restoreRequest }) { version: wanted }: z.output<typeof restoreRequest>,
    @Headers('if-match') version?: string,
  ): Promise<AgentSettingsView> {
    return this.database.transact(async (tx) => {
      await restoreAgent(tx, person, id, wanted, versionIn(version));
      return agentSettingsOf(tx.manager, id);
    });
  }

  @Get(':id/changes')
  @Allow('administrator')
  @Answers(configurationChanges)
  @ApiOperation({ summary: 'Read the history of what is set of an agent', description: 'Newest first.' })
  async changes(
    @Param('id', { schema: agentId }) id: AgentId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof configurationChanges>> {
    const found = await this.database.read((db) => listChanges(db, { kind: 'agent', subjectId: id }, asked));
    await this.database.read((db) => agentSettingsOf(db, id));
    return found;
  }
}
