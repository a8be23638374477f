import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  conversationsReport as conversationsReportView,
  conversationsReportRequest,
  sessionsReport as sessionsReportView,
  sessionsReportRequest,
  surveyResultsRequest,
  surveyResultsView,
  surveySummary,
  surveySummaryRequest,
} from '#contracts';
import { asText, csvLine } from '#csv';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, GivesCsv } from '#platform';
import { conversationsReport, sessionsReport } from '../queries/reports.ts';
import { everySurveyResult, listSurveyResults, summariseSurveys } from '../queries/survey-results.ts';

const columns = [
  'conversationId',
  'surveyName',
  'type',
  'agentId',
  'queueId',
  'workstreamId',
  'channelId',
  'handledBy',
  'sentAt',
  'answeredAt',
  'score',
  'comment',
] as const;

/** What conversations answer for: how they were handled, and what customers said of it (product.md 22, 37). */
@ApiTags('conversations')
@Controller('api/conversations/reports')
@Allow('supervisor', 'administrator')
export class ReportsController {
  constructor(private readonly database: Database) {}

  @Get('sessions')
  @ApiOperation({ summary: 'Read how agents, queues, workstreams or channels handled what they were given' })
  @Answers(sessionsReportView)
  sessions(@Query({ schema: sessionsReportRequest }) request: z.output<typeof sessionsReportRequest>) {
    return this.database.read((manager) => sessionsReport(manager, request, this.database.now()));
  }

  @Get('conversations')
  @ApiOperation({ summary: 'Read what came in, what became of it, and how things stand now' })
  @Answers(conversationsReportView)
  conversations(@Query({ schema: conversationsReportRequest }) request: z.output<typeof conversationsReportRequest>) {
    return this.database.read((manager) => conversationsReport(manager, request, this.database.now()));
  }

  @Get('surveys')
  @ApiOperation({ summary: 'Read how surveys went' })
  @Answers(surveySummary)
  surveys(@Query({ schema: surveySummaryRequest }) request: z.output<typeof surveySummaryRequest>) {
    return this.database.read((manager) => summariseSurveys(manager, request, this.database.now()));
  }

  @Get('survey-results')
  @ApiOperation({ summary: 'List who was asked and what they answered, newest first' })
  @Answers(surveyResultsView)
  results(@Query({ schema: surveyResultsRequest }) request: z.output<typeof surveyResultsRequest>) {
    return this.database.read((manager) => listSurveyResults(manager, request, this.database.now()));
  }

  @Get('survey-results.csv')
  @GivesCsv()
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="survey-results.csv"')
  @ApiOperation({ summary: 'The same, all of it, as a table' })
  export(@Query({ schema: surveySummaryRequest }) request: z.output<typeof surveySummaryRequest>): StreamableFile {
    const { by: _by, ...filters } = request;
    const { manager } = this.database.dataSource;
    const now = this.database.now();
    async function* lines() {
      yield csvLine(columns);
      for await (const result of everySurveyResult(manager, filters, now))
        yield csvLine(columns.map((column) => asText(String(result[column] ?? ''))));
    }
    return new StreamableFile(Readable.from(lines()));
  }
}
