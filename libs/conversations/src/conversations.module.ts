import { Module } from '@nestjs/common';
import { EventBusModule } from '#event-bus';
import { ConfigurationReactions } from './configuration-reactions.ts';
import { ConversationsController } from './http/conversations.controller.ts';
import { copyKeeper } from './keeping.ts';
import { Reactions } from './reactions.ts';
import { conversationsSchema } from './schema.ts';
import { closeIdle } from './timers/close-idle-conversation.ts';

@Module({
  imports: [EventBusModule.forService(conversationsSchema, { timers: [closeIdle, copyKeeper.countUsage] })],
  controllers: [ConversationsController, Reactions, ConfigurationReactions],
})
export class ConversationsModule {}
