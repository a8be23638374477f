import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { agentsView, pageRequest } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { listAgents } from '../queries/agents.ts';

@ApiTags('routing')
@Controller('api/routing/agents')
export class AgentsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(agentsView)
  @ApiOperation({ summary: 'List agents', description: 'Everybody who has ever signed in as one, by name.' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>): Promise<z.output<typeof agentsView>> {
    return this.database.read((db) => listAgents(db, asked));
  }
}
