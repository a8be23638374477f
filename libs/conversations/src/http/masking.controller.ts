import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  conversationId,
  type ConversationId,
  messageId,
  type MessageId,
  type Person,
  revealedView,
  type RevealedView,
  revealRequest,
  revealsRequest,
  revealsView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { listReveals } from '../queries/reveals.ts';
import { revealText } from '../use-cases/reveal-text.ts';

/** What masking hides, for the few who may read it (product.md 32). */
@ApiTags('masked texts')
@Controller('api/conversations')
export class MaskingController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Get('reveals')
  @Allow('administrator')
  @Answers(revealsView)
  @ApiOperation({ summary: 'List who read what is hidden, newest first' })
  reveals(@Query({ schema: revealsRequest }) asked: z.output<typeof revealsRequest>) {
    return this.database.read((db) => listReveals(db, asked));
  }

  @Post(':id/messages/:messageId/reveal')
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @Answers(revealedView)
  @ApiOperation({
    summary: 'Read what is hidden of a text',
    description: 'The text as it was written. Who asked, and why, is written down.',
  })
  reveal(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('messageId', { schema: messageId }) text: MessageId,
    @Body({ schema: revealRequest }) { reason }: z.output<typeof revealRequest>,
  ): Promise<RevealedView> {
    const asked = { conversationId: id, messageId: text, reason };
    return this.database.transact((tx) => revealText(tx, person, asked, this.settings.seal));
  }
}
