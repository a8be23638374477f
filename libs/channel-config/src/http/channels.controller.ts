import { Body, Controller, Get, Headers, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  channelId,
  type ChannelId,
  channelsView,
  channelView,
  type ChannelView,
  createChannelRequest,
  type CreateChannelRequest,
  pageRequest,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems, PublicAddress } from '#platform';
import { channelOf, listChannels } from '../queries/channels.ts';
import { saveChannel } from '../use-cases/save-channel.ts';
import { ifMatch, SaysVersion, versionIn } from './version.ts';

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
    @Param('id', { schema: channelId }) id: ChannelId,
    @Body({ schema: createChannelRequest }) request: CreateChannelRequest,
    @Headers('if-match') version?: string,
  ): Promise<ChannelView> {
    const from = versionIn(version);
    await this.database.transact((tx) => saveChannel(tx, id, request, from));
    return this.get(id);
  }

  @Get()
  @Allow('administrator', 'supervisor')
  @Answers(channelsView)
  @ApiOperation({ summary: 'List channels', description: 'By name.' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>): Promise<z.output<typeof channelsView>> {
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
}
