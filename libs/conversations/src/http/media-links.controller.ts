import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  conversationId,
  type ConversationId,
  mediaLinksView,
  messageId,
  type MessageId,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { SignedLinks } from '#secrets';
import { linkMedia } from '../queries/link-media.ts';

@ApiTags('conversations')
@Controller('api/conversations')
export class MediaLinksController {
  constructor(
    private readonly database: Database,
    private readonly links: SignedLinks,
  ) {}

  /** Addresses at which the files of a text can be seen, good for a quarter of an hour. */
  @Get(':id/messages/:messageId/media')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Link to the files of a text',
    description: 'For those who may see the text: signed addresses that need no token, for a quarter of an hour.',
  })
  @Answers(mediaLinksView)
  async list(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('messageId', { schema: messageId }) text: MessageId,
  ): Promise<z.output<typeof mediaLinksView>> {
    const asked = { id, messageId: text };
    const now = this.database.now();
    const items = await this.database.read((manager) => linkMedia(manager, person, asked, this.links, now));
    return { items, next: null };
  }
}
