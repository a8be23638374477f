import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  conversationId,
  type ConversationId,
  type Person,
  sentimentAlertsView,
  type SentimentAlertsView,
  sentimentView,
  type SentimentView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { readSentiment, sentimentAlerts } from '../queries/sentiment.ts';

/** How customers feel (product.md 33). */
@ApiTags('sentiment')
@Controller('api/conversations')
export class SentimentController {
  constructor(private readonly database: Database) {}

  @Get('sentiment-alerts')
  @Allow('supervisor', 'administrator')
  @Answers(sentimentAlertsView)
  @ApiOperation({ summary: 'List conversations whose customers feel so badly that a supervisor is to know' })
  alerts(): Promise<SentimentAlertsView> {
    return this.database.read((db) => sentimentAlerts(db));
  }

  @Get(':id/sentiment')
  @Allow('agent', 'supervisor', 'administrator')
  @Answers(sentimentView)
  @ApiOperation({ summary: 'Read how the customer feels, and which of their texts told' })
  show(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<SentimentView> {
    return this.database.read((db) => readSentiment(db, person, id));
  }
}
