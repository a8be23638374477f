import { type EntityManager, EntitySchema } from 'typeorm';
import { type CustomAssignment, customAssignment, type QueueId } from '#contracts';
import { inProcess } from './in-process.ts';

/** The rules of a queue with the method `custom`, as they are kept. */
export interface QueueRules {
  readonly queueId: QueueId;
  readonly version: number;
  readonly body: CustomAssignment;
  readonly changedAt: Date;
}

export const QueueRulesTable = new EntitySchema<QueueRules>({
  name: 'queue_rules',
  columns: {
    queueId: { type: 'uuid', primary: true, name: 'queue_id' },
    version: { type: 'int' },
    body: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** What a queue has until somebody says something. */
export const noQueueRules = (queueId: QueueId, now: Date): QueueRules => ({
  queueId,
  version: 1,
  body: customAssignment.parse({}),
  changedAt: now,
});

const read = inProcess(() => new Map<QueueId, QueueRules>());

export const queueRules = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(QueueRulesTable);
  return {
    find: (queueId: QueueId) => table.findOneBy({ queueId }),
    save: (rules: QueueRules) => table.upsert(rules, ['queueId']),
    saveAll: (rules: readonly QueueRules[]) => table.upsert([...rules], ['queueId']),
    /** The rules of these queues as they are now: their versions are read, their bodies only when they changed. */
    async inForce(ids: readonly QueueId[]): Promise<ReadonlyMap<QueueId, QueueRules>> {
      const versions: Pick<QueueRules, 'queueId' | 'version'>[] = await manager.query(
        `SELECT queue_id AS "queueId", version FROM queue_rules WHERE queue_id = ANY($1::uuid[])`,
        [ids],
      );
      const kept = read(manager);
      const changed = versions.filter(({ queueId, version }) => kept.get(queueId)?.version !== version);
      if (changed.length > 0) {
        const rows = await table
          .createQueryBuilder('r')
          .where('r.queueId = ANY(:ids)', { ids: changed.map(({ queueId }) => queueId) })
          .getMany();
        for (const row of rows) kept.set(row.queueId, row);
      }
      return new Map(versions.flatMap(({ queueId }) => (kept.has(queueId) ? [[queueId, kept.get(queueId)!]] : [])));
    },
  };
};
