import { EntitySchema } from 'typeorm';
import type { ChannelDraft } from '../domain/channel-draft.ts';

const unfinished = 'finished_at IS NULL';

export const ChannelDraftTable = new EntitySchema<ChannelDraft>({
  name: 'channel_draft',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    said: { type: 'jsonb' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
  },
  indices: [
    { name: 'drafts_by_change', columns: ['changedAt', 'id'], where: `(${unfinished})` },
    { name: 'drafts_of_person', columns: ['bySubject', 'changedAt', 'id'], where: `(${unfinished})` },
  ],
});
