import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  conversationId,
  type ConversationId,
  conversationView,
  type ConversationView,
  outboundAddRequest,
  outboundContactsRequest,
  type OutboundContactsRequest,
  outboundContactsView,
  outboundRunRequest,
  type OutboundRunRequest,
  outboundRunsView,
  outboundRunView,
  type OutboundRunView,
  pageRequest,
  type Person,
  Refusal,
  renderedView,
  renderRequest,
  startConversationRequest,
  type StartConversationRequest,
  writingFirstView,
  type WritingFirstView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems, TakesCsv } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { listRunContacts, listRuns, readRun, renderFor } from '../queries/outbound.ts';
import { writingFirst } from '../queries/writing-first.ts';
import { outbound } from '../storage/outbound.ts';
import { addToRun, beginRun, steerRun } from '../use-cases/outbound-run.ts';
import { startConversation } from '../use-cases/start-conversation.ts';
import { keepAudience, runForAudience } from '../use-cases/take-audience.ts';
import { readAudience } from './outbound-table.ts';

const runId = z.uuid();

/** Texts to customers who did not write first (product.md 29; 43 G4, G34, G35). */
@ApiTags('outbound')
@Controller('api/conversations')
export class OutboundController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get('outbound')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunsView)
  @ApiOperation({ summary: 'List runs, newest first' })
  list(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>) {
    return this.database.read((db) => listRuns(db, asked, this.database.now()));
  }

  @Get('outbound/:id')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @ApiOperation({ summary: 'Read a run, and how far it is' })
  show(@Param('id', { schema: runId }) id: string): Promise<OutboundRunView> {
    return this.database.read((db) => readRun(db, id, this.database.now()));
  }

  @Get('outbound/:id/contacts')
  @Allow('administrator', 'supervisor')
  @Answers(outboundContactsView)
  @ApiOperation({ summary: 'Read what became of each whom a run writes to' })
  contacts(
    @Param('id', { schema: runId }) id: string,
    @Query({ schema: outboundContactsRequest }) asked: OutboundContactsRequest,
  ) {
    return this.database.read((db) => listRunContacts(db, id, asked));
  }

  @Put('outbound/:id')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @Problems(429)
  @ApiOperation({
    summary: 'Write to customers by an outbound configuration',
    description:
      'Under an id of your own; the same request again is the same run, another one is refused (`already-exists`). Sent from `beginsAt` to `endsAt`, in the order asked for, more slowly while ' +
      'agents cannot keep up and `throttle` says so, not in quiet hours of the recipient, not beyond frequency caps, and to nobody who opted out or did not agree. Larger audiences: further contacts, or a file.',
  })
  async begin(
    @CurrentPerson() person: Person,
    @Param('id', { schema: runId }) id: string,
    @Body({ schema: outboundRunRequest }) asked: OutboundRunRequest,
  ): Promise<OutboundRunView> {
    const { country } = this.settings;
    await this.database.transact((tx) => beginRun(tx, person, id, asked, country));
    return this.show(id);
  }

  @Post('outbound/:id/contacts')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @Problems(429)
  @ApiOperation({
    summary: 'Write to more people by a run',
    description: 'Who is in it already is not written to again.',
  })
  async add(
    @Param('id', { schema: runId }) id: string,
    @Body({ schema: outboundAddRequest }) { contacts }: z.output<typeof outboundAddRequest>,
  ): Promise<OutboundRunView> {
    const { country } = this.settings;
    await this.database.transact(async (tx) => addToRun(tx, await outbound(tx).getRun(id), contacts, country));
    return this.show(id);
  }

  @Post('outbound/:id/contacts/import')
  @Allow('administrator', 'supervisor')
  @TakesCsv()
  @Answers(outboundRunView)
  @Problems(429)
  @ApiOperation({
    summary: 'Give a run its audience as CSV',
    description:
      'The first line names the columns: `to`, `name`, `optedIn` (true or false), and where you have them the other fields of a contact, and ' +
      '`context.` with a name of your own. At most 10 MB. A table with a mistake in it changes nothing: each is told by its line. What was read is taken ' +
      'into the run part by part; `audience` says how far that is.',
  })
  async import(@Param('id', { schema: runId }) id: string, @Req() { body }: FastifyRequest): Promise<OutboundRunView> {
    const { run, types } = await this.database.transact((tx) => runForAudience(tx, id));
    if (!(body instanceof Readable)) throw new Refusal('unreadable', 'Send the table as text/csv.', 'body');
    await keepAudience(this.database, run, readAudience(body, this.settings.country, run, types));
    return this.show(id);
  }

  @Post('outbound/:id/pause')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @ApiOperation({ summary: 'Hold a run up' })
  pause(@Param('id', { schema: runId }) id: string): Promise<OutboundRunView> {
    return this.steer(id, 'paused');
  }

  @Post('outbound/:id/resume')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @ApiOperation({ summary: 'Let a run go on' })
  resume(@Param('id', { schema: runId }) id: string): Promise<OutboundRunView> {
    return this.steer(id, 'running');
  }

  @Post('outbound/:id/cancel')
  @Allow('administrator', 'supervisor')
  @Answers(outboundRunView)
  @ApiOperation({ summary: 'End a run', description: 'What has left has left; nobody else is written to.' })
  cancel(@Param('id', { schema: runId }) id: string): Promise<OutboundRunView> {
    return this.steer(id, 'cancelled');
  }

  @Get('started/choices')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(writingFirstView)
  @ApiOperation({ summary: 'List what an agent who writes first chooses from', description: 'Channels and templates.' })
  choices(): Promise<WritingFirstView> {
    return this.database.read((db) => writingFirst(db));
  }

  @Put('started/:id')
  @Allow('agent')
  @Answers(conversationView)
  @ApiOperation({
    summary: 'Write to a customer first',
    description:
      'Under an id of your own for the conversation; the same text again is the same conversation, another one is refused (`already-exists`). It waits ' +
      'for the customer, whose answer comes back to you. Refused when they opted out, or have a conversation on this channel already.',
  })
  start(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: startConversationRequest }) asked: StartConversationRequest,
  ): Promise<ConversationView> {
    return this.database.transact((tx) => startConversation(tx, person, id, asked, this.settings));
  }

  @Post(':id/render')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(renderedView)
  @ApiOperation({
    summary: 'Fill the placeholders of a text for a conversation',
    description: 'A quick reply before it is sent. Nothing is stored; `empty` names what nobody knows.',
  })
  render(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Body({ schema: renderRequest }) { text }: z.output<typeof renderRequest>,
  ) {
    return this.database.read((db) => renderFor(db, person, id, text));
  }

  private async steer(id: string, to: 'paused' | 'running' | 'cancelled'): Promise<OutboundRunView> {
    await this.database.transact((tx) => steerRun(tx, id, to));
    return this.show(id);
  }
}
