import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  conversationId,
  type ConversationId,
  hourMs,
  type LinkPreviewView,
  linkPreviewView,
  messageId,
  type MessageId,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { LinkReader } from '../link-reader.ts';
import { linkOf } from '../queries/link-of.ts';
import { type Found, linkPreviews } from '../storage/link-previews.ts';

@ApiTags('conversations')
@Controller('api/conversations')
export class LinkPreviewsController {
  private readonly asked = new Map<string, Promise<Found | null>>();

  constructor(
    private readonly database: Database,
    private readonly reader: LinkReader,
  ) {}

  @Get(':id/messages/:messageId/link-preview')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Show what lies behind the first link of a text',
    description:
      'For those who may see the text. Our server asks there, over https alone and never inside our own network, waits at most 5 s, and remembers ' +
      'what it found for a day. Not of a text of which something was hidden, and only where the organisation’s `linkPreviews` is on.',
  })
  @Answers(linkPreviewView)
  async show(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('messageId', { schema: messageId }) text: MessageId,
  ): Promise<LinkPreviewView> {
    const url = await this.database.read((manager) => linkOf(manager, person, { id, messageId: text }));
    if (url === null) return { preview: null };
    const page = await this.once(url);
    return { preview: page ? { url, ...page } : null };
  }

  /** Who asks before an answer is kept shares it; who asks later finds it. */
  private once(url: string): Promise<Found | null> {
    const begun = this.asked.get(url);
    if (begun) return begun;
    const asked = this.look(url).finally(() => this.asked.delete(url));
    this.asked.set(url, asked);
    return asked;
  }

  /** What was not to be had may be there in an hour. */
  private async look(url: string): Promise<Found | null> {
    const known = await this.database.read((manager) => linkPreviews({ manager }).find(url, this.database.now()));
    if (known !== undefined) return known;
    const found = await this.reader.read(url);
    if (found === undefined) return null;
    await this.database.transact(({ manager, now }) =>
      linkPreviews({ manager }).save(url, found, new Date(now.getTime() + (found ? 24 : 1) * hourMs)),
    );
    return found;
  }
}
