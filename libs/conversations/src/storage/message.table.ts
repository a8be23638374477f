import { EntitySchema } from 'typeorm';
import type { Message } from '../domain/message.ts';

export const MessageTable = new EntitySchema<Message>({
  name: 'message',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    direction: { type: 'text' },
    body: { type: 'text' },
    masked: { type: 'boolean', default: false },
    incomplete: { type: 'boolean', default: false },
    authorKind: { type: 'text', name: 'author_kind' },
    authorId: { type: 'uuid', name: 'author_id', nullable: true },
    authorName: { type: 'text', name: 'author_name', nullable: true },
    byRule: { type: 'boolean', name: 'by_rule', default: false },
    receivedAt: { type: 'timestamptz', name: 'received_at' },
    position: { type: 'bigint', transformer: { to: (position: number) => position, from: Number } },
    segments: { type: 'int' },
    mediaIds: { type: 'uuid', name: 'media_ids', array: true },
    media: { type: 'jsonb', default: [] },
    deliveryState: { type: 'text', name: 'delivery_state', nullable: true },
    deliveryReason: { type: 'text', name: 'delivery_reason', nullable: true },
    deliveryError: { type: 'text', name: 'delivery_error', nullable: true },
    deliveryChangedAt: { type: 'timestamptz', name: 'delivery_changed_at', nullable: true },
    deliveryVersion: { type: 'int', name: 'delivery_version' },
    deliveryAsLinks: { type: 'boolean', name: 'delivery_as_links', default: false },
    deliveryExpectedAt: { type: 'timestamptz', name: 'delivery_expected_at', nullable: true },
    deliveryTriedUntil: { type: 'timestamptz', name: 'delivery_tried_until', nullable: true },
  },
  indices: [
    { name: 'message_thread', columns: ['conversationId', 'receivedAt', 'position', 'id'] },
    { name: 'message_received', columns: ['receivedAt', 'id'] },
    // made by SQL: what the words of a text begin with
    { name: 'message_words', synchronize: false },
  ],
});
