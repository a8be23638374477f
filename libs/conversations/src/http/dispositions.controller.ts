import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  chooseDispositionsRequest,
  type ChooseDispositionsRequest,
  chosenDispositionsView,
  type ChosenDispositionsView,
  conversationId,
  type ConversationId,
  dispositionOptionsView,
  type DispositionOptionsView,
  dispositionsReport as dispositionsReportView,
  type DispositionsReport,
  dispositionsReportRequest,
  type Person,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { dispositionOptions, dispositionsReport, readDispositions } from '../queries/dispositions.ts';
import { chooseDispositions } from '../use-cases/choose-dispositions.ts';

/** What conversations came to (product.md 35). */
@ApiTags('dispositions')
@Controller('api/conversations')
export class DispositionsController {
  constructor(private readonly database: Database) {}

  @Get('workstreams/:id/dispositions')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(dispositionOptionsView)
  @ApiOperation({ summary: 'List what conversations of a workstream may come to, and whether it has to be said' })
  options(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<DispositionOptionsView> {
    return this.database.read((db) => dispositionOptions(db, id));
  }

  @Get('reports/dispositions')
  @Allow('supervisor', 'administrator')
  @Answers(dispositionsReportView)
  @ApiOperation({ summary: 'Read what conversations came to, most first' })
  report(
    @Query({ schema: dispositionsReportRequest }) asked: z.output<typeof dispositionsReportRequest>,
  ): Promise<DispositionsReport> {
    return this.database.read((db) => dispositionsReport(db, asked, this.database.now()));
  }

  @Get(':id/dispositions')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(chosenDispositionsView)
  @ApiOperation({ summary: 'Read what a conversation came to' })
  chosen(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ChosenDispositionsView> {
    return this.database.read((db) => readDispositions(db, person, id));
  }

  @Put(':id/dispositions')
  @Allow('agent')
  @Answers(chosenDispositionsView)
  @ApiOperation({
    summary: 'Say what a conversation came to',
    description: 'While it is active or in wrap-up, and yours; in place of what you said before.',
  })
  choose(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: chooseDispositionsRequest }) { dispositionIds }: ChooseDispositionsRequest,
  ): Promise<ChosenDispositionsView> {
    return this.database.transact((tx) => chooseDispositions(tx, person, id, dispositionIds));
  }
}
