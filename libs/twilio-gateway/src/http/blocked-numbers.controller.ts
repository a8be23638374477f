import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  address,
  type Address,
  blockedNumberHistoryView,
  type BlockedNumberHistoryView,
  blockedNumbersRequest,
  type BlockedNumbersRequest,
  blockedNumbersView,
  type BlockedNumbersView,
  blockedTextsView,
  type BlockedTextsView,
  blockingRequest,
  type BlockingRequest,
  blockingSettingsRequest,
  type BlockingSettingsRequest,
  blockingSettingsView,
  type BlockingSettingsView,
  type NumberOrPseudonym,
  numberOrPseudonym,
  pageRequest,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems, SaysVersion, versionIn } from '#platform';
import { blockedNumberOf, listBlockedNumbers, listBlockedTexts } from '../queries/blocked-numbers.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import { blockNumber, reportNumber, unblockNumber } from '../use-cases/block-number.ts';
import { setBlocking } from '../use-cases/set-blocking.ts';

/** Customers' numbers that are blocked, or were reported (product.md 31). */
@ApiTags('blocked numbers')
@Controller('api/gateway')
export class BlockedNumbersController {
  constructor(private readonly database: Database) {}

  @Get('blocked-numbers')
  @Allow('administrator', 'supervisor')
  @Answers(blockedNumbersView)
  @ApiOperation({
    summary: 'List numbers that are blocked, wait for review, or were cleared',
    description: 'The latest change first.',
  })
  list(@Query({ schema: blockedNumbersRequest }) asked: BlockedNumbersRequest): Promise<BlockedNumbersView> {
    return this.database.read((db) => listBlockedNumbers(db, asked));
  }

  @Get('blocked-numbers/:number')
  @Allow('administrator', 'supervisor')
  @Answers(blockedNumberHistoryView)
  @ApiOperation({ summary: 'Read what happened to a number: reports and decisions' })
  get(@Param('number', { schema: numberOrPseudonym }) number: NumberOrPseudonym): Promise<BlockedNumberHistoryView> {
    return this.database.read((db) => blockedNumberOf(db, number));
  }

  @Get('blocked-numbers/:number/texts')
  @Allow('administrator')
  @Answers(blockedTextsView)
  @ApiOperation({
    summary: 'Read what a number wrote while it was blocked',
    description: 'Nobody else sees these texts. Their words are kept as long as the forms of webhooks are.',
  })
  texts(
    @Param('number', { schema: numberOrPseudonym }) number: NumberOrPseudonym,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<BlockedTextsView> {
    return this.database.read((db) => listBlockedTexts(db, number, asked));
  }

  @Put('blocked-numbers/:number')
  @Allow('administrator')
  @Answers(blockedNumberHistoryView)
  @ApiOperation({
    summary: 'Block a number',
    description: 'Its texts are kept and reach nobody, and no text leaves to it. Once more changes nothing.',
  })
  block(
    @CurrentPerson() person: Person,
    @Param('number', { schema: numberOrPseudonym }) number: NumberOrPseudonym,
    @Body({ schema: blockingRequest }) { comment }: BlockingRequest,
  ): Promise<BlockedNumberHistoryView> {
    return this.database.transact((tx) => blockNumber(tx, person, number, comment));
  }

  @Post('blocked-numbers/:number/unblock')
  @Allow('administrator')
  @Answers(blockedNumberHistoryView)
  @ApiOperation({ summary: 'Unblock a number, or find the reports of it unfounded' })
  unblock(
    @CurrentPerson() person: Person,
    @Param('number', { schema: numberOrPseudonym }) number: NumberOrPseudonym,
    @Body({ schema: blockingRequest }) { comment }: BlockingRequest,
  ): Promise<BlockedNumberHistoryView> {
    return this.database.transact((tx) => unblockNumber(tx, person, number, comment));
  }

  @Put('blocked-numbers/:number/reports/:id')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(blockedNumberHistoryView)
  @ApiOperation({
    summary: 'Report a number',
    description: 'Under an id of your own (UUID v7). It waits for review; enough reports block it, where that is set.',
  })
  report(
    @CurrentPerson() person: Person,
    @Param('number', { schema: address }) number: Address,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: blockingRequest }) { comment }: BlockingRequest,
  ): Promise<BlockedNumberHistoryView> {
    return this.database.transact((tx) => reportNumber(tx, person, number, id, comment));
  }

  @Get('blocking')
  @Allow('administrator', 'supervisor')
  @Answers(blockingSettingsView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read whether reports block numbers by themselves' })
  settings(): Promise<BlockingSettingsView> {
    return this.database.transact((tx) => blockedNumbers(tx).settings());
  }

  @Put('blocking')
  @Allow('administrator')
  @Answers(blockingSettingsView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that the change starts from, such as "3".' })
  @ApiOperation({ summary: 'Set whether reports block numbers by themselves, and how many do' })
  set(
    @CurrentPerson() person: Person,
    @Body({ schema: blockingSettingsRequest }) asked: BlockingSettingsRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<BlockingSettingsView> {
    return this.database.transact((tx) => setBlocking(tx, person, asked, versionIn(ifMatch)));
  }
}
