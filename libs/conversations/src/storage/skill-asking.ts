import type { WorkstreamId } from '#contracts';
import { type EntityManager, EntitySchema } from 'typeorm';

/** Which skill finders the rules of a workstream ask, as routing says it. */
export interface SkillAsking {
  readonly workstreamId: WorkstreamId;
  /** Of the rules. */
  readonly version: number;
  readonly skillFinderIds: readonly string[];
}

export const SkillAskingTable = new EntitySchema<SkillAsking>({
  name: 'skill_asking',
  columns: {
    workstreamId: { type: 'uuid', primary: true, name: 'workstream_id' },
    version: { type: 'int' },
    skillFinderIds: { type: 'uuid', array: true, name: 'skill_finder_ids' },
  },
});

/** Whom rules ask. */
export const skillAsking = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Stores these, each named once, unless something newer is known of them. */
  async remember(told: readonly SkillAsking[]): Promise<void> {
    await manager.query(
      `INSERT INTO skill_asking AS known (workstream_id, version, skill_finder_ids)
       SELECT "workstreamId", version, "skillFinderIds"
       FROM json_to_recordset($1::json) AS told ("workstreamId" uuid, version int, "skillFinderIds" uuid[]) ORDER BY 1
       ON CONFLICT (workstream_id) DO UPDATE SET version = excluded.version, skill_finder_ids = excluded.skill_finder_ids
       WHERE known.version < excluded.version`,
      [JSON.stringify(told)],
    );
  },
  /** The skill finders that the rules of these workstreams ask. */
  async some(workstreamIds: readonly WorkstreamId[]): Promise<ReadonlyMap<WorkstreamId, readonly string[]>> {
    if (workstreamIds.length === 0) return new Map();
    const rows: { id: WorkstreamId; ids: string[] }[] = await manager.query(
      `SELECT workstream_id AS id, skill_finder_ids AS ids FROM skill_asking WHERE workstream_id = ANY($1::uuid[])`,
      [[...new Set(workstreamIds)]],
    );
    return new Map(rows.map(({ id, ids }) => [id, ids]));
  },
  /** The same of one. */
  async of(workstreamId: WorkstreamId): Promise<readonly string[]> {
    return (await this.some([workstreamId])).get(workstreamId) ?? [];
  },
});
