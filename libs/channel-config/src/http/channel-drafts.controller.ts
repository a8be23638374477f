import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  channelDraftRequest,
  type ChannelDraftRequest,
  channelDraftsRequest,
  type ChannelDraftsRequest,
  channelDraftSummary,
  type ChannelDraftSummary,
  channelDraftsView,
  channelDraftView,
  type ChannelDraftView,
  channelId,
  type ChannelId,
  channelView,
  type ChannelView,
  type Person,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing, ifMatch, Problems, PublicAddress, SaysVersion, versionIn } from '#platform';
import { channelDraftOf, channelDraftSummaryOf, listChannelDrafts } from '../queries/channel-drafts.ts';
import { channelOf } from '../queries/channels.ts';
import { finishChannelDraft } from '../use-cases/finish-channel-draft.ts';
import { removeChannelDraft } from '../use-cases/remove-channel-draft.ts';
import { draftNotFound, saveChannelDraft } from '../use-cases/save-channel-draft.ts';

/** The set-up of a channel, page by page (product.md 5). */
@ApiTags('channel drafts')
@Controller('api/channel-config/channel-drafts')
@Allow('administrator')
export class ChannelDraftsController {
  constructor(
    private readonly database: Database,
    private readonly address: PublicAddress,
  ) {}

  @Put(':id')
  @Answers(channelDraftView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Begin to set up a channel, or keep what was typed since',
    description:
      'Under an id of your own (UUID v7), which the channel gets when it is finished. Every page may be incomplete, and what is wrong is kept as typed: ' +
      '`problems` says what it is, by page. A change needs `If-Match` and says the whole. Drafts go after 30 days without a change.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: channelId }) id: ChannelId,
    @Body({ schema: channelDraftRequest }) said: ChannelDraftRequest,
    @Headers('if-match') version?: string,
  ): Promise<ChannelDraftView> {
    const from = versionIn(version);
    await this.database.transact((tx) => saveChannelDraft(tx, person, id, said, from));
    return this.get(id);
  }

  @Get()
  @Answers(channelDraftsView)
  @ApiOperation({
    summary: 'List drafts',
    description: 'Your own, or all; the latest change first, without finished ones.',
  })
  list(
    @CurrentPerson() { subject }: Person,
    @Query({ schema: channelDraftsRequest }) asked: ChannelDraftsRequest,
  ): Promise<z.output<typeof channelDraftsView>> {
    return this.database.read((db) => listChannelDrafts(db, subject, asked));
  }

  @Get(':id')
  @Answers(channelDraftView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one draft', description: 'As typed, with what is wrong or missing by page.' })
  async get(@Param('id', { schema: channelId }) id: ChannelId): Promise<ChannelDraftView> {
    const found = await this.database.read((db) => channelDraftOf(db, id));
    if (!found) throw draftNotFound();
    return found;
  }

  @Get(':id/summary')
  @Answers(channelDraftSummary)
  @SaysVersion()
  @ApiOperation({
    summary: 'Read what a draft would become',
    description:
      'The channel with everything it names, the address to enter at the provider, and what is still missing.',
  })
  async summary(@Param('id', { schema: channelId }) id: ChannelId): Promise<ChannelDraftSummary> {
    const found = await this.database.read((db) => channelDraftSummaryOf(db, this.address.base, id));
    if (!found) throw draftNotFound();
    return found;
  }

  @Post(':id/finish')
  @Answers(channelView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Finish: make the channel',
    description:
      'All of it in one go; texts to its number are taken in from here on, and not before. Refused (`draft-incomplete`) with every problem by its field. ' +
      'Once it is finished, the same request answers the channel.',
  })
  async finish(
    @CurrentPerson() person: Person,
    @Param('id', { schema: channelId }) id: ChannelId,
    @Headers('if-match') version?: string,
  ): Promise<ChannelView> {
    const from = versionIn(version);
    await this.database.transact((tx) => finishChannelDraft(tx, person, id, from));
    const channel = await this.database.read((db) => channelOf(db, this.address.base, id));
    if (!channel) throw new Refusal('channel-not-found', 'There is no such channel.');
    return channel;
  }

  @Delete(':id')
  @AnswersNothing()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({ summary: 'Throw a draft away', description: 'A channel that it became stays.' })
  async remove(
    @Param('id', { schema: channelId }) id: ChannelId,
    @Headers('if-match') version?: string,
  ): Promise<void> {
    const from = versionIn(version);
    await this.database.transact((tx) => removeChannelDraft(tx, id, from));
  }
}
