import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  conversationId,
  type ConversationId,
  conversationsRequest,
  conversationsView,
  conversationView,
  type ConversationView,
  messageId,
  type MessageId,
  messagesRequest,
  messagesView,
  messageView,
  type MessageView,
  type Person,
  writeTextRequest,
  type WriteTextRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { listConversations } from '../queries/list-conversations.ts';
import { readConversation, readMessages } from '../queries/read-conversation.ts';
import { closeConversation } from '../use-cases/close-conversation.ts';
import { endConversation } from '../use-cases/end-conversation.ts';
import { markConversationRead } from '../use-cases/mark-read.ts';
import { writeText } from '../use-cases/write-text.ts';

@ApiTags('conversations')
@Controller('api/conversations')
export class ConversationsController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  /** Lists conversations, newest first: `mine`, `closed-today`, or `ongoing` (supervisors and administrators). */
  @Get()
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'List conversations, newest first' })
  @Answers(conversationsView)
  list(
    @CurrentPerson() person: Person,
    @Query({ schema: conversationsRequest }) request: z.output<typeof conversationsRequest>,
  ): Promise<z.output<typeof conversationsView>> {
    return this.database.read((manager) => listConversations(manager, person, request, this.database.now()));
  }

  /** One conversation: its agent's, or anybody's for supervisors and administrators. */
  @Get(':id')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Read one conversation' })
  @Answers(conversationView)
  show(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ConversationView> {
    return this.database.read((manager) => readConversation(manager, person, id));
  }

  /** The texts of a conversation, newest first; the cursor goes back in time. */
  @Get(':id/messages')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Read the texts of a conversation, newest first' })
  @Answers(messagesView)
  messages(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Query({ schema: messagesRequest }) request: z.output<typeof messagesRequest>,
  ): Promise<z.output<typeof messagesView>> {
    return this.database.read((manager) => readMessages(manager, person, id, request));
  }

  /** Writes to the customer. The id is the client's own, so that a repeat is the same text; another text under it is refused with 409. */
  @Put(':id/messages/:messageId')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Write to the customer',
    description: 'Refused unless the conversation is active and yours, or you joined it.',
  })
  @Answers(messageView)
  write(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
    @Param('messageId', { schema: messageId }) text: MessageId,
    @Body({ schema: writeTextRequest }) { body, mediaIds, original }: WriteTextRequest,
  ): Promise<MessageView> {
    return this.database.transact((tx) =>
      writeText(tx, person, { conversationId: id, messageId: text, body, mediaIds, original }, this.settings.seal),
    );
  }

  /** The agent has seen what the customer wrote: nothing is unread any more. */
  @Post(':id/read')
  @Allow('agent')
  @ApiOperation({ summary: 'Mark as read' })
  @Answers(conversationView)
  read(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ConversationView> {
    return this.database.transact((tx) => markConversationRead(tx, person, id));
  }

  /** End: active becomes wrap-up. */
  @Post(':id/end')
  @Allow('agent')
  @ApiOperation({ summary: 'End the conversation', description: 'Active becomes wrap-up.' })
  @Answers(conversationView)
  end(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ConversationView> {
    return this.database.transact((tx) => endConversation(tx, person, id));
  }

  /** X: active becomes waiting, so that the customer's next text comes back to this agent; wrap-up becomes closed. */
  @Post(':id/close')
  @Allow('agent')
  @ApiOperation({ summary: 'Close the tab', description: 'Active becomes waiting, wrap-up becomes closed.' })
  @Answers(conversationView)
  close(
    @CurrentPerson() person: Person,
    @Param('id', { schema: conversationId }) id: ConversationId,
  ): Promise<ConversationView> {
    return this.database.transact((tx) => closeConversation(tx, person, id));
  }
}
