import type { AgentId, QuickReplyId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { PersonalQuickReply } from '../domain/personal-quick-reply.ts';
import { PersonalQuickReplyTable } from './personal-quick-reply.table.ts';

/** The quick replies of one person, which this transaction may read and change; that person's other requests wait. */
export const personalQuickReplies = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(PersonalQuickReplyTable);
  return {
    oneAtATime: (ownerId: AgentId): Promise<unknown> =>
      manager.query(`SELECT pg_advisory_xact_lock(hashtext('personal_quick_reply'), hashtext($1))`, [ownerId]),
    /** Anybody's: an id is somebody's for good. */
    find: (id: QuickReplyId) => table.findOneBy({ id }),
    count: (ownerId: AgentId) => table.countBy({ ownerId }),
    save: (reply: PersonalQuickReply) => table.upsert(reply, ['id']),
    remove: (id: QuickReplyId) => table.delete({ id }),
  };
};
