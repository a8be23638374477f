import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, Param, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  conversationId,
  type ConversationId,
  erasureRequest,
  type ErasureRequest,
  erasuresView,
  erasureView,
  type ErasureView,
  pageRequest,
  type Person,
  searchRequest,
  type SearchRequest,
  searchView,
  type SearchView,
  transcriptRequest,
  type TranscriptRequest,
  transcriptsRequest,
  type TranscriptsRequest,
  transcriptView,
  type TranscriptView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { transcriptText } from '../domain/transcript.ts';
import { listErasures, readErasure } from '../queries/erasures.ts';
import { searchTexts } from '../queries/search-texts.ts';
import { exportTranscripts, readTranscript } from '../queries/transcripts.ts';
import { requestErasure } from '../use-cases/erase-customer.ts';
import { erasureViewOf } from '../storage/erasures.ts';

const erasureId = z.uuid();
const text = (type: string) => ({
  status: 200,
  description: 'The file.',
  content: { [type]: { schema: { type: 'string' as const } } },
});

/** What was said: found again, taken along, and forgotten (product.md 34). */
@ApiTags('transcripts')
@Controller('api/conversations')
export class TranscriptsController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get('search')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(searchView)
  @ApiOperation({
    summary: 'Find texts by their words, newest first',
    description:
      'By beginnings of words; all texts of one customer, or one contact, also without. Agents find in their own conversations, supervisors and ' +
      'administrators in all.',
  })
  search(@CurrentPerson() person: Person, @Query({ schema: searchRequest }) asked: SearchRequest): Promise<SearchView> {
    return this.database.read((db) => searchTexts(db, person, asked));
  }

  @Get(':id/transcript')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(transcriptView)
  @ApiOperation({
    summary: 'Read what was said in a conversation',
    description:
      'Texts, who came and went, and what those who took part said among themselves, to those for whom that is. `for=customer` is what may be given ' +
      'to the customer: nothing of that, nothing that was said by itself, and no record. Refused where the workstream keeps its transcripts.',
  })
  transcript(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Query({ schema: transcriptRequest }) asked: TranscriptRequest,
  ): Promise<TranscriptView> {
    return this.database.read((db) => readTranscript(db, person, id, asked, this.database.now()));
  }

  @Get(':id/transcript/text')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiProduces('text/plain')
  @ApiResponse(text('text/plain'))
  @Problems(400, 401, 403, 404, 409, 503)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="transcript.txt"')
  @ApiOperation({ summary: 'Take what was said along as text' })
  async asText(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Query({ schema: transcriptRequest }) asked: TranscriptRequest,
  ): Promise<StreamableFile> {
    const transcript = await this.database.read((db) => readTranscript(db, person, id, asked, this.database.now()));
    return new StreamableFile(Buffer.from(transcriptText(transcript)));
  }

  @Get('transcripts/export')
  @Allow('administrator')
  @ApiProduces('application/x-ndjson')
  @ApiResponse(text('application/x-ndjson'))
  @Problems(400, 401, 403, 503)
  @Header('content-type', 'application/x-ndjson')
  @Header('content-disposition', 'attachment; filename="transcripts.ndjson"')
  @ApiOperation({
    summary: 'Take all transcripts along',
    description:
      'Of conversations closed from `from` until before `to`, oldest first, each as a line of JSON. As many as there are.',
  })
  export(@Query({ schema: transcriptsRequest }) asked: TranscriptsRequest): StreamableFile {
    const lines = exportTranscripts((query) => this.database.read(query), asked, this.database.now());
    return new StreamableFile(Readable.from(lines, { objectMode: false }));
  }

  @Get('erasures')
  @Allow('administrator')
  @Answers(erasuresView)
  @ApiOperation({ summary: 'List erasures and how far they are' })
  erasures(@Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>) {
    return this.database.read((db) => listErasures(db, asked));
  }

  @Get('erasures/:id')
  @Allow('administrator')
  @Answers(erasureView)
  @ApiOperation({ summary: 'Read how far a customer is forgotten' })
  erasure(@Param('id', { schema: erasureId }) id: string): Promise<ErasureView> {
    return this.database.read((db) => readErasure(db, id));
  }

  @Put('erasures/:id')
  @Allow('administrator')
  @Answers(erasureView)
  @ApiOperation({
    summary: 'Forget a customer',
    description:
      'Everything they wrote and we wrote to them, whatever was linked to a contact who is named, what is known of them, their record and their files, here ' +
      'and in every other service. Conversations ' +
      'that go on are closed. It cannot be undone. That they opted out is kept, without their number. `id`: of the erasure, your own; the same customer ' +
      'again answers how far it is, somebody else under it is refused (`already-exists`).',
  })
  async erase(
    @CurrentPerson() person: Person,
    @Param('id', { schema: erasureId }) id: string,
    @Body({ schema: erasureRequest }) asked: ErasureRequest,
  ): Promise<ErasureView> {
    const { country } = this.settings;
    return erasureViewOf(await this.database.transact((tx) => requestErasure(tx, person, id, asked, country)));
  }
}
