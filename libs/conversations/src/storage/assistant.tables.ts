import { EntitySchema } from 'typeorm';
import type { CardView, ConversationId, MessageId } from '#contracts';

/** How far a bot has read a conversation, and what it asked last. */
export interface BotSession {
  readonly conversationId: ConversationId;
  readonly botId: string;
  /** Of the last text of the customer that it answered to; null: it has read nothing. */
  readonly readAt: Date | null;
  readonly readPosition: number;
  readonly choices: readonly string[];
  /** How many texts it wrote. */
  readonly replies: number;
}

export const BotSessionTable = new EntitySchema<BotSession>({
  name: 'bot_session',
  columns: {
    conversationId: { type: 'uuid', name: 'conversation_id', primary: true },
    botId: { type: 'uuid', name: 'bot_id' },
    readAt: { type: 'timestamptz', name: 'read_at', nullable: true },
    readPosition: {
      type: 'bigint',
      name: 'read_position',
      transformer: { to: (position: number) => position, from: Number },
    },
    choices: { type: 'text', array: true },
    replies: { type: 'int' },
  },
});

/** A card of a smart assist. */
export interface AssistCard {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly assistId: string;
  readonly version: number;
  readonly type: CardView['type'];
  readonly title: string;
  readonly body: string;
  readonly actions: CardView['actions'];
  readonly state: CardView['state'];
  readonly createdAt: Date;
}

export const AssistCardTable = new EntitySchema<AssistCard>({
  name: 'assist_card',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    assistId: { type: 'uuid', name: 'assist_id' },
    version: { type: 'int' },
    type: { type: 'text' },
    title: { type: 'text' },
    body: { type: 'text' },
    actions: { type: 'jsonb' },
    state: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
  indices: [{ name: 'assist_cards_of_conversation', columns: ['conversationId', 'id'] }],
});

/** What a text says in the agents' language. */
export interface MessageTranslation {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly language: string;
  readonly text: string;
  /** The language it was written in, as the translator found. */
  readonly detected: string | null;
  /** The translator did not help; a later answer takes its place. */
  readonly failed: boolean;
}

export const MessageTranslationTable = new EntitySchema<MessageTranslation>({
  name: 'message_translation',
  columns: {
    messageId: { type: 'uuid', name: 'message_id', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    language: { type: 'text' },
    text: { type: 'text' },
    detected: { type: 'text', nullable: true },
    failed: { type: 'boolean', default: false },
  },
  indices: [{ name: 'translations_of_conversation', columns: ['conversationId'] }],
});
