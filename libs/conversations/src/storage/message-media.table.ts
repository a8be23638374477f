import { EntitySchema } from 'typeorm';
import type { MessageMedia } from '../domain/message-media.ts';

const asNumber = {
  to: (size: number | null) => size,
  from: (size: string | null) => (size === null ? null : Number(size)),
};
const asText = {
  to: (at: string | null) => at,
  from: (at: Date | null) => at && at.toISOString(),
};

export const MessageMediaTable = new EntitySchema<MessageMedia>({
  name: 'message_media',
  columns: {
    id: { type: 'uuid', primary: true },
    messageId: { type: 'uuid', name: 'message_id', nullable: true },
    conversationId: { type: 'uuid', name: 'conversation_id', nullable: true },
    version: { type: 'int' },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    contentType: { type: 'text', name: 'content_type', nullable: true },
    size: { type: 'bigint', nullable: true, transformer: asNumber },
    fileName: { type: 'text', name: 'file_name', nullable: true },
    nextTryAt: { type: 'timestamptz', name: 'next_try_at', nullable: true, transformer: asText },
  },
});
