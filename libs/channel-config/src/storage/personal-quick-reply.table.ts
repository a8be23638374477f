import { EntitySchema } from 'typeorm';
import type { PersonalQuickReply } from '../domain/personal-quick-reply.ts';

export const PersonalQuickReplyTable = new EntitySchema<PersonalQuickReply>({
  name: 'personal_quick_reply',
  columns: {
    id: { type: 'uuid', primary: true },
    ownerId: { type: 'uuid', name: 'owner_id' },
    version: { type: 'int' },
    locale: { type: 'text' },
    message: { type: 'text' },
    tags: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [{ name: 'personal_quick_replies_of_owner', columns: ['ownerId', 'id'] }],
});
