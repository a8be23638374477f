import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentId,
  type AgentId,
  conversationId,
  type ConversationId,
  conversationRecordView,
  type ConversationRecordView,
  conversationView,
  type ConversationView,
  farewellView,
  type FarewellView,
  handlingView,
  type HandlingView,
  messageId,
  type MessageId,
  notesView,
  noteView,
  type NoteView,
  pageRequest,
  type Person,
  privateMessagesRequest,
  privateMessagesView,
  privateMessageView,
  type PrivateMessageView,
  timelineView,
  type TimelineView,
  writeNoteRequest,
  writePrivateMessageRequest,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing } from '#platform';
import { readNotes, readPrivateMessages } from '../queries/inner-words.ts';
import { readFarewell } from '../queries/read-farewell.ts';
import { readHandling } from '../queries/read-handling.ts';
import { readRecord } from '../queries/read-record.ts';
import { readTimeline } from '../queries/read-timeline.ts';
import { joinConversation, leaveConversation, monitorConversation, promoteColleague } from '../use-cases/accompany.ts';
import { forceCloseConversation } from '../use-cases/force-close.ts';
import { reviveConversation } from '../use-cases/revive-conversation.ts';
import { removeNote, writeNote } from '../use-cases/write-note.ts';
import { writePrivateMessage } from '../use-cases/write-private-message.ts';

const Id = () => Param('id', { schema: conversationId });

/** Who takes part in a conversation besides its agent, and what is written about it (product.md 18.2-18.4). */
@ApiTags('conversations')
@Controller('api/conversations/:id')
export class HandlingController {
  constructor(private readonly database: Database) {}

  @Get('handling')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Read who handled a conversation and who took part' })
  @Answers(handlingView)
  handling(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<HandlingView> {
    return this.database.read((manager) => readHandling(manager, person, id));
  }

  @Get('farewell')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Read what the customer gets when the agent ends the conversation',
    description:
      'As it is worded now; null: nothing, as it is turned off, the customer opted out, or enough was said by itself.',
  })
  @Answers(farewellView)
  farewell(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<FarewellView> {
    return this.database.read((manager) => readFarewell(manager, person, id));
  }

  @Get('timeline')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Read what passed between the customer and us besides this conversation',
    description:
      'Newest first: their other conversations, and texts that we wrote first by an outbound configuration with `showInTimeline`. Of conversations ' +
      'that are not yours the words are left out.',
  })
  @Answers(timelineView)
  timeline(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<TimelineView> {
    return this.database.read((manager) => readTimeline(manager, person, id, asked));
  }

  @Get('record')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Read what is kept of a conversation besides its words',
    description:
      'Whose it was, how long each part of it took, how often it changed hands. What is under way counts until now.',
  })
  @Answers(conversationRecordView)
  record(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<ConversationRecordView> {
    return this.database.read((manager) => readRecord(manager, person, id, this.database.now()));
  }

  /** T10: waiting becomes active, and needs no offer. */
  @Post('revive')
  @Allow('agent')
  @ApiOperation({
    summary: 'Take a waiting conversation back',
    description: 'Waiting becomes active; it has to be yours.',
  })
  @Answers(conversationView)
  revive(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<ConversationView> {
    return this.database.transact((tx) => reviveConversation(tx, person, id));
  }

  @Post('monitor')
  @Allow('supervisor')
  @ApiOperation({
    summary: 'Read along',
    description:
      'What an agent has accepted, what is in wrap-up, what waits; not your own. Nobody is told. Say it again while you look: who is silent for ' +
      'two minutes reads along no more, nor does who joined after 15 minutes.',
  })
  @Answers(conversationView)
  monitor(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<ConversationView> {
    return this.database.transact((tx) => monitorConversation(tx, person, id));
  }

  @Post('join')
  @Allow('supervisor')
  @ApiOperation({
    summary: 'Join a conversation',
    description:
      'From then on you may write to the customer. The agent is told, and the customer by a text where that is turned on.',
  })
  @Answers(conversationView)
  join(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<ConversationView> {
    return this.database.transact((tx) => joinConversation(tx, person, id));
  }

  @Post('leave')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'Leave a conversation',
    description: 'Stops monitoring or joining. A consult ends at routing’s door.',
  })
  @Answers(conversationView)
  leave(@CurrentPerson() person: Person, @Id() id: ConversationId): Promise<ConversationView> {
    return this.database.transact((tx) => leaveConversation(tx, person, id));
  }

  @Post('consultees/:agentId/promote')
  @Allow('agent')
  @ApiOperation({ summary: 'Take a consulted colleague into the conversation with the customer' })
  @Answers(conversationView)
  promote(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Param('agentId', { schema: agentId }) colleague: AgentId,
  ): Promise<ConversationView> {
    return this.database.transact((tx) => promoteColleague(tx, person, { id, colleague }));
  }

  @Post('force-close')
  @Allow('supervisor', 'administrator')
  @ApiOperation({
    summary: 'Close a conversation, whatever its state',
    description: 'Its agent is told. Once more is the same.',
  })
  @Answers(conversationView)
  forceClose(@Id() id: ConversationId): Promise<ConversationView> {
    return this.database.transact((tx) => forceCloseConversation(tx, id));
  }

  @Get('notes')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Read the notes of a conversation, newest first' })
  @Answers(notesView)
  notes(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Query({ schema: pageRequest }) request: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof notesView>> {
    return this.database.read((manager) => readNotes(manager, person, id, request));
  }

  @Put('notes/:messageId')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Note something', description: 'Under the client’s own id; never seen by the customer.' })
  @Answers(noteView)
  note(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Param('messageId', { schema: messageId }) noteId: MessageId,
    @Body({ schema: writeNoteRequest }) { body }: z.output<typeof writeNoteRequest>,
  ): Promise<NoteView> {
    return this.database.transact((tx) => writeNote(tx, person, { conversationId: id, noteId, body }));
  }

  @Delete('notes/:messageId')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Take your own note back' })
  @AnswersNothing()
  removeNote(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Param('messageId', { schema: messageId }) noteId: MessageId,
  ): Promise<void> {
    return this.database.transact((tx) => removeNote(tx, person, { conversationId: id, noteId }));
  }

  @Get('private-messages')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Read what those who take part said to each other, newest first' })
  @Answers(privateMessagesView)
  privateMessages(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Query({ schema: privateMessagesRequest }) request: z.output<typeof privateMessagesRequest>,
  ): Promise<z.output<typeof privateMessagesView>> {
    return this.database.read((manager) => readPrivateMessages(manager, person, id, request));
  }

  @Put('private-messages/:messageId')
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'Say something to those who take part', description: 'Never seen by the customer.' })
  @Answers(privateMessageView)
  say(
    @CurrentPerson() person: Person,
    @Id() id: ConversationId,
    @Param('messageId', { schema: messageId }) privateId: MessageId,
    @Body({ schema: writePrivateMessageRequest }) { body }: z.output<typeof writePrivateMessageRequest>,
  ): Promise<PrivateMessageView> {
    return this.database.transact((tx) =>
      writePrivateMessage(tx, person, { conversationId: id, messageId: privateId, body }),
    );
  }
}
