import { Any } from 'typeorm';
import { Refusal, type WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { DistributionSettings, Workstream } from '../domain/workstream.ts';
import { DistributionTable, WorkstreamTable } from './workstream.table.ts';

/** Copies of workstreams, and how each distributes its work. */
export const workstreams = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(WorkstreamTable);
  const distributions = manager.getRepository(DistributionTable);
  return {
    /** Those of these that were heard of. */
    async known(ids: readonly WorkstreamId[]): Promise<Map<WorkstreamId, Workstream>> {
      const found = await table.find({ where: { id: Any([...ids]) } });
      return new Map(found.map((workstream) => [workstream.id, workstream]));
    },
    /** Nobody else learns of these workstreams, or finds them unknown, until this transaction is over. */
    async lockUnknown(ids: readonly WorkstreamId[]): Promise<void> {
      await manager.query(
        `SELECT pg_advisory_xact_lock(hashtext('routing.workstream'), hashtext(id))
         FROM (SELECT id FROM unnest($1::text[]) AS new (id) ORDER BY id) AS sorted`,
        [ids],
      );
    },
    /** Stores these, each named once, in one statement; answers the ids of those of which we knew no later version. */
    async remember(told: readonly Workstream[]): Promise<ReadonlySet<WorkstreamId>> {
      const stored: { id: WorkstreamId }[] = await manager.query(
        `INSERT INTO workstream AS known (id, version, slug, name, mode, fallback_queue_id)
         SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::uuid[])
         ON CONFLICT (id) DO UPDATE
         SET version = excluded.version, slug = excluded.slug, name = excluded.name, mode = excluded.mode,
           fallback_queue_id = excluded.fallback_queue_id
         WHERE known.version < excluded.version RETURNING id`,
        [
          told.map(({ id }) => id),
          told.map(({ version }) => version),
          told.map(({ slug }) => slug),
          told.map(({ name }) => name),
          told.map(({ mode }) => mode),
          told.map(({ fallbackQueueId }) => fallbackQueueId),
        ],
      );
      return new Set(stored.map(({ id }) => id));
    },
    /** Gives workstreams their first settings; those they have stay. */
    begin: async (settings: readonly DistributionSettings[]): Promise<void> => {
      await distributions
        .createQueryBuilder()
        .insert()
        .values([...settings])
        .orIgnore()
        .execute();
    },
    /** How these distribute their work, those of which we know it. */
    async distributionsOf(ids: readonly WorkstreamId[]): Promise<ReadonlyMap<WorkstreamId, DistributionSettings>> {
      if (ids.length === 0) return new Map();
      const found = await distributions.find({ where: { workstreamId: Any([...ids]) } });
      return new Map(found.map((settings) => [settings.workstreamId, settings]));
    },
    async distribution(workstreamId: WorkstreamId): Promise<DistributionSettings> {
      const found = await distributions.findOne({ where: { workstreamId }, lock: { mode: 'pessimistic_write' } });
      if (!found) throw new Refusal('workstream-not-found', 'There is no such workstream.');
      return found;
    },
    saveDistribution: (settings: DistributionSettings) => distributions.save(settings),
  };
};
