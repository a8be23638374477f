import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  automatedMessagesInForceView,
  type AutomatedMessagesInForceView,
  automatedTriggers,
  automatedTriggersView,
  type AutomatedTriggersView,
  channelId,
  type ChannelId,
  consentInForceView,
  type ConsentInForceView,
  inForceRequest,
  languagesView,
  type LanguagesView,
  previewTextRequest,
  type PreviewTextRequest,
  previewTextView,
  type PreviewTextView,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { previewOf } from '#sms-text';
import { languages } from '../queries/languages.ts';
import { consentInForce, messagesInForce } from '../queries/texts-in-force.ts';

@ApiTags('texts')
@Controller('api/channel-config')
export class TextsController {
  constructor(private readonly database: Database) {}

  @Post('texts/preview')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(previewTextView)
  @ApiOperation({
    summary: 'Preview a text',
    description:
      'Fills in its placeholders and says what it costs and what to think of. Nothing is stored; what saving would refuse is a warning here.',
  })
  preview(@Body({ schema: previewTextRequest }) { kind, text, values, context }: PreviewTextRequest): PreviewTextView {
    const { size, warnings, ...preview } = previewOf(kind, text, { named: values, context });
    return { ...preview, size: { ...size, switchers: [...size.switchers] }, warnings: [...warnings] };
  }

  @Get('automated-message-triggers')
  @Allow('administrator', 'supervisor')
  @Answers(automatedTriggersView)
  @ApiOperation({
    summary: 'List the triggers of automated messages',
    description: 'With the text that each one sends while nobody stored another, and whether it is sent at all.',
  })
  triggers(): AutomatedTriggersView {
    return { items: automatedTriggers.map((one) => ({ ...one, always: one.always ?? false })) };
  }

  @Get('channels/:id/automated-messages')
  @Allow('administrator', 'supervisor')
  @Answers(automatedMessagesInForceView)
  @ApiOperation({
    summary: 'Read what a channel sends by itself',
    description:
      'For each trigger the text in force, in the channel’s language or in `locale`, and where it was said: for the channel, for all of SMS, ' +
      'or nowhere (the default). On each level the exact locale comes first, then its language, then en-US.',
  })
  async inForce(
    @Param('id', { schema: channelId }) id: ChannelId,
    @Query({ schema: inForceRequest }) { locale }: z.output<typeof inForceRequest>,
  ): Promise<AutomatedMessagesInForceView> {
    const found = await this.database.read((db) => messagesInForce(db, id, locale));
    if (!found) throw new Refusal('channel-not-found', 'There is no such channel.');
    return found;
  }

  @Get('channels/:id/consent')
  @Allow('administrator', 'supervisor')
  @Answers(consentInForceView)
  @ApiOperation({
    summary: 'Read how consent is kept on a channel',
    description:
      'Who answers STOP, START and HELP, and what is answered where we do: in the channel’s language or in `locale`, looked up as automated ' +
      'messages are.',
  })
  async consent(
    @Param('id', { schema: channelId }) id: ChannelId,
    @Query({ schema: inForceRequest }) { locale }: z.output<typeof inForceRequest>,
  ): Promise<ConsentInForceView> {
    const found = await this.database.read((db) => consentInForce(db, id, locale));
    if (!found) throw new Refusal('channel-not-found', 'There is no such channel.');
    return found;
  }

  @Get('languages')
  @Allow('administrator', 'supervisor', 'agent')
  @Answers(languagesView)
  @ApiOperation({
    summary: 'List languages',
    description: 'By their English names, with what writing in them costs.',
  })
  languages(): LanguagesView {
    return { items: [...languages] };
  }
}
