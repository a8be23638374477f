import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ChannelDraft } from '../domain/channel-draft.ts';
import { ChannelDraftTable } from './channel-draft.table.ts';

/** The drafts this transaction may read and change. */
export const channelDrafts = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(ChannelDraftTable);
  return {
    find: (id: ChannelId) => table.findOneBy({ id }),
    save: (draft: ChannelDraft) => table.upsert(draft, ['id']),
    remove: (id: ChannelId) => table.delete({ id }),
  };
};
