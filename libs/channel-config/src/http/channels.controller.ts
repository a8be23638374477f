import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  channelListRequest,
  type ChannelListRequest,
  channelId,
  type ChannelId,
  channelsView,
  channelView,
  type ChannelView,
  createChannelRequest,
  type CreateChannelRequest,
  type Person,
  Refusal,
  retireRequest,
  type RetireRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, PublicAddress, SaysVersion, versionIn } from '#platform';
import { channelOf, listChannels } from '../queries/channels.ts';
import { retireChannel } from '../use-cases/retire.ts';
import { saveChannel } from '../use-cases/save-channel.ts';

@ApiTags('channel configuration')
@Controller('api/channel-config/channels')
export class ChannelsController {
  constructor(
    private readonly database: Database,
    private readonly address: PublicAddress,
  ) {}

  @Put(':id')
  @Allow('administrator')
  @Answers(channelView)
  @SaysVersion()
  @Problems(412)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Wire a number to a workstream, or change the channel',
    description:
      'Under an id of your own (UUID v7); the same request again answers the same. Texts to the number are taken in from here on. ' +
      'A change needs `If-Match` and says the whole; number and workstream stay as they are.',
  })
  async save(
    @CurrentPerson() person: Person,
    @Param('id', { schema: channelId }) id: ChannelId,
    @Body({ schema: createChannelRequest }) request: CreateChannelRequest,
    @Headers('if-match') version?: string,
  ): Promise<ChannelView> {
    const from = versionIn(version);
    await this.database.transact((tx) => saveChannel(tx, person, id, request, from));
    return this.get(id);
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(channelsView)
  @ApiOperation({
    summary: 'List channels',
    description:
      'By name, or as asked for; of one workstream or account where that is said. Removed ones are left out unless their `state` is asked for.',
  })
  list(@Query({ schema: channelListRequest }) asked: ChannelListRequest): Promise<z.output<typeof channelsView>> {
    return this.database.read((db) => listChannels(db, this.address.base, asked));
  }

  @Get(':id')
  @Allow('administrator', 'supervisor')
  @Answers(channelView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read one channel' })
  async get(@Param('id', { schema: channelId }) id: ChannelId): Promise<ChannelView> {
    const found = await this.database.read((db) => channelOf(db, this.address.base, id));
    if (!found) throw new Refusal('channel-not-found', 'There is no such channel.');
    return found;
  }

  @Post(':id/retire')
  @Allow('administrator')
  @Answers(channelView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take a channel out of use',
    description:
      'It is `retiring`, and `removed` by itself as soon as nothing uses it: `usage` shows what does. `wait`: until that has ended; ' +
      '`close-all`: it is closed. The way may be changed while it is retiring, and it can be restored. Texts to its number are answered 410 from then on, no new conversation is opened, and what was begun goes on until it ends or is closed. History stays.',
  })
  async retire(
    @CurrentPerson() person: Person,
    @Param('id', { schema: channelId }) id: ChannelId,
    @Body({ schema: retireRequest }) { how }: RetireRequest,
    @Headers('if-match') version?: string,
  ): Promise<ChannelView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireChannel(tx, id, { how, from, person }));
    return this.get(id);
  }

  @Post(':id/restore')
  @Allow('administrator')
  @Answers(channelView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: true })
  @ApiOperation({
    summary: 'Take a channel into use again',
    description: 'While it is retiring; what is removed is gone (`already-removed`).',
  })
  async restore(
    @CurrentPerson() person: Person,
    @Param('id', { schema: channelId }) id: ChannelId,
    @Headers('if-match') version?: string,
  ): Promise<ChannelView> {
    const from = versionIn(version);
    await this.database.transact((tx) => retireChannel(tx, id, { how: 'restore', from, person }));
    return this.get(id);
  }
}
