import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  contextsRequest,
  conversationId,
  type ConversationId,
  type FilledSessionTemplate,
  filledSessionTemplate,
  filledSessionTemplates,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { readSessionTemplate, readSessionTemplates } from '../queries/session-templates.ts';

/** How the session of a conversation looks: the template of its workstream, filled in (product.md 16). */
@ApiTags('conversations')
@Controller('api/conversations')
export class SessionTemplatesController {
  constructor(private readonly database: Database) {}

  @Get('session-templates')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(filledSessionTemplates)
  @ApiOperation({
    summary: 'Read how the sessions of several conversations look',
    description: 'Those that are not yours to see are left out.',
  })
  several(
    @CurrentPerson() person: Person,
    @Query({ schema: contextsRequest }) { ids }: z.output<typeof contextsRequest>,
  ): Promise<z.output<typeof filledSessionTemplates>> {
    return this.database.read((manager) => readSessionTemplates(manager, person, ids));
  }

  @Get(':id/session-template')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(filledSessionTemplate)
  @ApiOperation({
    summary: 'Read how the session of a conversation looks',
    description:
      'The session template of its workstream and its tabs, with what is known of the conversation in the place of placeholders; what is not known ' +
      'becomes nothing. Values in addresses are encoded. `{anchor.<field>}` is of what the anchor tab shows: a record, or the conversation with its ' +
      'context variables. `{$odata.<entity>.<field>}` is of what is linked to the conversation.',
  })
  show(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<FilledSessionTemplate> {
    return this.database.read((manager) => readSessionTemplate(manager, person, id));
  }
}
