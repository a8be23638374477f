import { Body, Controller, Delete, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  pageRequest,
  type Person,
  personalQuickRepliesView,
  personalQuickReplyRequest,
  type PersonalQuickReplyRequest,
  personalQuickReplyView,
  type PersonalQuickReplyView,
  quickReplyId,
  type QuickReplyId,
  usableQuickRepliesRequest,
  type UsableQuickRepliesRequest,
  usableQuickRepliesView,
  type UsableQuickRepliesView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { listPersonal, usableQuickReplies, viewOfPersonal } from '../queries/quick-replies.ts';
import { personalQuickReplies } from '../storage/personal-quick-replies.ts';
import { removePersonalQuickReply } from '../use-cases/remove-personal-quick-reply.ts';
import { quickReplyNotFound, savePersonalQuickReply } from '../use-cases/save-personal-quick-reply.ts';

@ApiTags('my quick replies')
@Controller('api/channel-config/me/quick-replies')
export class PersonalQuickRepliesController {
  constructor(private readonly database: Database) {}

  @Get('usable')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(usableQuickRepliesView)
  @ApiOperation({
    summary: 'Find quick replies to send',
    description:
      'Shared ones that are for the workstream or for everybody, and the caller’s own, in the languages asked for. `q` is what somebody types ' +
      'behind `/q`: a keyword, tags and a keyword, or `#` to list tags. By title; the exact languages come first.',
  })
  usable(
    @CurrentPerson() { agentId }: Person,
    @Query({ schema: usableQuickRepliesRequest }) asked: UsableQuickRepliesRequest,
  ): Promise<UsableQuickRepliesView> {
    return this.database.read((db) => usableQuickReplies(db, agentId, asked));
  }

  @Get()
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(personalQuickRepliesView)
  @ApiOperation({ summary: 'List the caller’s own quick replies', description: 'Oldest first.' })
  list(
    @CurrentPerson() { agentId }: Person,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof personalQuickRepliesView>> {
    return this.database.read((db) => listPersonal(db, agentId, asked));
  }

  @Put(':id')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(personalQuickReplyView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Keep or change a quick reply of one’s own',
    description:
      'Under an id of the caller’s (UUID v7); the same request again answers the same. A change needs `If-Match` and says the whole. ' +
      'Nobody else sees it.',
  })
  async save(
    @CurrentPerson() { agentId }: Person,
    @Param('id', { schema: quickReplyId }) id: QuickReplyId,
    @Body({ schema: personalQuickReplyRequest }) asked: PersonalQuickReplyRequest,
    @Headers('if-match') version?: string,
  ): Promise<PersonalQuickReplyView> {
    const from = versionIn(version);
    return viewOfPersonal(await this.database.transact((tx) => savePersonalQuickReply(tx, agentId, id, asked, from)));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(personalQuickReplyView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read a quick reply of one’s own' })
  async get(
    @CurrentPerson() { agentId }: Person,
    @Param('id', { schema: quickReplyId }) id: QuickReplyId,
  ): Promise<PersonalQuickReplyView> {
    const found = await this.database.read((manager) => personalQuickReplies({ manager }).find(id));
    if (found?.ownerId !== agentId) throw quickReplyNotFound();
    return viewOfPersonal(found);
  }

  @Delete(':id')
  @Allow('administrator', 'supervisor', 'agent')
  @AnswersNothing()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({ summary: 'Remove a quick reply of one’s own', description: 'For good.' })
  async remove(
    @CurrentPerson() { agentId }: Person,
    @Param('id', { schema: quickReplyId }) id: QuickReplyId,
    @Headers('if-match') version?: string,
  ): Promise<void> {
    const from = versionIn(version);
    await this.database.transact((tx) => removePersonalQuickReply(tx, agentId, id, from));
  }
}
