import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { Answers, PublicAddress } from '#platform';
import { channelOf, listChannels } from '../queries/channels.ts';
import { createChannel } from '../use-cases/create-channel.ts';

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
  @ApiOperation({
    summary: 'Wire a number to a workstream',
    description:
      'Under an id of your own (UUID v7); the same request again answers the same. Texts to the number are taken in from here on.',
  })
  async create(
    @Param('id', { schema: channelId }) id: ChannelId,
    @Body({ schema: createChannelRequest }) request: CreateChannelRequest,
  ): Promise<ChannelView> {
    await this.database.transact((tx) => createChannel(tx, id, request));
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
  @ApiOperation({ summary: 'Read one channel' })
  async get(@Param('id', { schema: channelId }) id: ChannelId): Promise<ChannelView> {
    const found = await this.database.read((db) => channelOf(db, this.address.base, id));
    if (!found) throw new Refusal('channel-not-found', 'There is no such channel.');
    return found;
  }
}
