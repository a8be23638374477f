import { Any, IsNull, Not } from 'typeorm';
import { type AgentId, defaultQueueId, type QueueId, type Slug } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Queue } from '../domain/queue.ts';
import { QueueMemberTable, QueueTable } from './queue.table.ts';
import { setBased } from './set-based.ts';

/** What holds a queue back from being removed, in words: `the workstream Billing`. */
const usesSql = `
  SELECT format('%s work items that wait in it', count(*)) AS use FROM work_item
    WHERE queue_id = $1 AND status IN ('waiting', 'offered') HAVING count(*) > 0
  UNION ALL
  SELECT format('the workstream %s', name) FROM workstream WHERE fallback_queue_id = $1
  UNION ALL
  SELECT format('the overflow of %s', name) FROM queue
    WHERE id <> $1 AND removed_at IS NULL AND jsonb_path_exists(overflow, '$.**.queueId ? (@ == $id)', jsonb_build_object('id', $1::text))
  UNION ALL
  SELECT format('rules of %s', coalesce(workstream.name, 'a workstream')) FROM routing_rules
    LEFT JOIN workstream ON workstream.id = workstream_id
    WHERE jsonb_path_exists(body, '$.rules[*].**.queueId ? (@ == $id)', jsonb_build_object('id', $1::text))`;

/** The queues this transaction may read and change, and who serves them. */
export const queues = ({ manager, now }: Transaction) => {
  const table = manager.getRepository(QueueTable);
  const members = manager.getRepository(QueueMemberTable);
  return {
    /** Nobody else creates or changes a queue until this transaction is over. */
    oneAtATime: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('queues'))`),
    /** Also one that was removed. */
    find: (id: QueueId) => table.findOneBy({ id }),
    /** The same, and nobody puts work into it until this transaction is over. */
    lock: async (id: QueueId): Promise<Queue | null> =>
      (await setBased(manager, QueueTable).lock('id = $1', [id]))[0] ?? null,
    /** Those of these that there are. */
    living: (ids: readonly QueueId[]) => table.findBy({ id: Any([...ids]), removedAt: IsNull() }),
    slugs: async (): Promise<Slug[]> => (await table.findBy({ removedAt: IsNull() })).map(({ slug }) => slug),
    isSlugTaken: async (slug: string, by: QueueId): Promise<boolean> => {
      const found = await table.findOneBy({ slug: slug as Queue['slug'], removedAt: IsNull() });
      return found !== null && found.id !== by;
    },
    save: (queue: Queue) => table.upsert(queue, ['id']),
    async usesOf(id: QueueId): Promise<string[]> {
      return (await manager.query(usesSql, [id])).map(({ use }: { use: string }) => use);
    },
    async membersOf(queueId: QueueId): Promise<AgentId[]> {
      return (await members.find({ where: { queueId } })).map(({ agentId }) => agentId);
    },
    /** These, with how many agents serve each. */
    async withHowMany(
      ids: readonly QueueId[],
    ): Promise<(Pick<Queue, 'id' | 'name' | 'assignmentMethod'> & { readonly serving: number })[]> {
      if (ids.length === 0) return [];
      return manager.query(
        `SELECT id, name, assignment_method AS "assignmentMethod",
           (SELECT count(*)::int FROM queue_member WHERE queue_id = queue.id) AS serving
         FROM queue WHERE id = ANY($1) ORDER BY id`,
        [[...new Set(ids)]],
      );
    },
    /** Which of these agents serve which of these queues, as `queue agent`. */
    async whoServes(queueIds: readonly QueueId[], agentIds: readonly AgentId[]): Promise<Set<string>> {
      const found = await members.find({
        where: { queueId: Any([...new Set(queueIds)]), agentId: Any([...new Set(agentIds)]) },
      });
      return new Set(found.map(({ queueId, agentId }) => `${queueId} ${agentId}`));
    },
    /** The queues that each of these agents serves. */
    async servedBy(agentIds: readonly AgentId[]): Promise<Map<AgentId, QueueId[]>> {
      const rows = await members.find({ where: { agentId: Any([...agentIds]) } });
      const grouped = Map.groupBy(rows, ({ agentId }) => agentId);
      return new Map([...grouped].map(([id, all]) => [id, all.map(({ queueId }) => queueId)]));
    },
    /** Those of these that there are. */
    async known(ids: readonly QueueId[]): Promise<Map<QueueId, Queue>> {
      const found = await table.find({ where: { id: Any([...new Set(ids)]) } });
      return new Map(found.map((queue) => [queue.id, queue]));
    },
    /** From now on these agents serve exactly these; who serves one already keeps their turn. */
    async setQueuesOf(
      wanted: readonly { readonly agentId: AgentId; readonly queueIds: readonly QueueId[] }[],
    ): Promise<void> {
      const pairs = wanted.flatMap(({ agentId, queueIds }) => queueIds.map((queueId) => ({ agentId, queueId })));
      const columns = [pairs.map(({ queueId }) => queueId), pairs.map(({ agentId }) => agentId)];
      await manager.query(
        `DELETE FROM queue_member WHERE agent_id = ANY($1)
           AND (queue_id, agent_id) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))`,
        [wanted.map(({ agentId }) => agentId), ...columns],
      );
      await manager.query(
        `INSERT INTO queue_member (queue_id, agent_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING`,
        columns,
      );
    },
    /** Work of these queues was assigned to these, in this order. */
    async tookTurns(turns: readonly { readonly queueId: QueueId; readonly agentId: AgentId }[]): Promise<void> {
      if (turns.length === 0) return;
      await manager.query(
        `UPDATE queue_member SET last_assigned_at = $1::timestamptz + turn.n * interval '1 microsecond'
         FROM (SELECT queue_id, agent_id, max(n) AS n FROM unnest($2::uuid[], $3::uuid[])
                 WITH ORDINALITY AS turn (queue_id, agent_id, n) GROUP BY 1, 2) AS turn
         WHERE queue_member.queue_id = turn.queue_id AND queue_member.agent_id = turn.agent_id
           AND queue_member.queue_id = ANY($2) AND queue_member.agent_id = ANY($3)`,
        [now, turns.map(({ queueId }) => queueId), turns.map(({ agentId }) => agentId)],
      );
    },
    /** Everybody who ever signed in, or only this one, serves the default queue, where there is one (product.md 9.3). */
    async letServeDefault(agentId: AgentId | null = null): Promise<AgentId[]> {
      const served: { agentId: AgentId }[] = await manager.query(
        `INSERT INTO queue_member (queue_id, agent_id) SELECT queue.id, agent.id FROM queue CROSS JOIN agent
         WHERE queue.id = $1 AND ($2::uuid IS NULL OR agent.id = $2) ON CONFLICT DO NOTHING RETURNING agent_id AS "agentId"`,
        [defaultQueueId, agentId],
      );
      return served.map((one) => one.agentId);
    },
    /** Those of these that were removed. */
    async removed(ids: readonly QueueId[]): Promise<Set<QueueId>> {
      const found = await table.findBy({ id: Any([...ids]), removedAt: Not(IsNull()) });
      return new Set(found.map(({ id }) => id));
    },
    /** From now on exactly these. */
    async setMembers(queueId: QueueId, agentIds: readonly AgentId[]): Promise<void> {
      await manager.query(`DELETE FROM queue_member WHERE queue_id = $1 AND agent_id <> ALL($2)`, [queueId, agentIds]);
      await manager.query(
        `INSERT INTO queue_member (queue_id, agent_id) SELECT $1, id FROM unnest($2::uuid[]) AS new (id) ON CONFLICT DO NOTHING`,
        [queueId, agentIds],
      );
    },
  };
};
