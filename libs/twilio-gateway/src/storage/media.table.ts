import { EntitySchema } from 'typeorm';
import type { Media } from '../domain/media.ts';

/** PostgreSQL gives whole numbers of eight bytes as text. */
const asNumber = {
  to: (size: number | null) => size,
  from: (size: string | null) => (size === null ? null : Number(size)),
};

export const MediaTable = new EntitySchema<Media>({
  name: 'media',
  columns: {
    id: { type: 'uuid', primary: true },
    direction: { type: 'text' },
    channelId: { type: 'uuid', name: 'channel_id' },
    conversationId: { type: 'uuid', name: 'conversation_id', nullable: true },
    messageId: { type: 'uuid', name: 'message_id', nullable: true },
    index: { type: 'int', name: 'place' },
    textSid: { type: 'text', name: 'text_sid', nullable: true },
    fileSid: { type: 'text', name: 'file_sid', nullable: true },
    fileName: { type: 'text', name: 'file_name', nullable: true },
    statedType: { type: 'text', name: 'stated_type', nullable: true },
    contentType: { type: 'text', name: 'content_type', nullable: true },
    size: { type: 'bigint', nullable: true, transformer: asNumber },
    hash: { type: 'text', nullable: true },
    storedAs: { type: 'text', name: 'stored_as', nullable: true },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    attempts: { type: 'int' },
    dueAt: { type: 'timestamptz', name: 'due_at', nullable: true },
    version: { type: 'int' },
    uploadedBy: { type: 'uuid', name: 'uploaded_by', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'media_of_message', columns: ['messageId', 'index'], unique: true, where: '(message_id IS NOT NULL)' },
    {
      name: 'media_refused',
      columns: ['channelId', 'createdAt'],
      where: `((state = ANY (ARRAY['late'::text, 'unavailable'::text])) AND (reason = 'provider-refused'::text))`,
    },
    { name: 'media_due', columns: ['dueAt'], where: '(due_at IS NOT NULL)' },
    {
      name: 'media_unattached',
      columns: ['createdAt'],
      where: `((direction = 'out'::text) AND (message_id IS NULL) AND (state = 'stored'::text))`,
    },
  ],
});
