import type { AgentId, QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Queue } from '../domain/queue.ts';
import { QueueMemberTable, QueueTable } from './queue.table.ts';

/** The queues this transaction may read and change, and who serves them. */
export const queues = ({ manager }: Transaction) => {
  const table = manager.getRepository(QueueTable);
  const members = manager.getRepository(QueueMemberTable);
  return {
    /** Nobody else creates or changes a queue until this transaction is over. */
    oneAtATime: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('queues'))`),
    find: (id: QueueId) => table.findOneBy({ id }),
    isSlugTaken: async (slug: string, by: QueueId): Promise<boolean> => {
      const found = await table.findOneBy({ slug: slug as Queue['slug'] });
      return found !== null && found.id !== by;
    },
    save: (queue: Queue) => table.upsert(queue, ['id']),
    async membersOf(queueId: QueueId): Promise<AgentId[]> {
      return (await members.find({ where: { queueId } })).map(({ agentId }) => agentId);
    },
    /** From now on exactly these. */
    async setMembers(queueId: QueueId, agentIds: readonly AgentId[]): Promise<void> {
      await manager.query(`DELETE FROM queue_member WHERE queue_id = $1 AND agent_id <> ALL($2)`, [queueId, agentIds]);
      await manager.query(
        `INSERT INTO queue_member SELECT $1, id FROM unnest($2::uuid[]) AS new (id) ON CONFLICT DO NOTHING`,
        [queueId, agentIds],
      );
    },
  };
};
