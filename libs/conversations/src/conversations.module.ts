import { Module } from '@nestjs/common';
import { EventBusModule } from '#event-bus';
import { ConversationsController } from './http/conversations.controller.ts';
import { Reactions } from './reactions.ts';
import { conversationsSchema } from './schema.ts';
import { closeIdle } from './timers/close-idle-conversation.ts';

@Module({
  imports: [EventBusModule.forService(conversationsSchema, { timers: [closeIdle] })],
  controllers: [ConversationsController, Reactions],
})
export class ConversationsModule {}
