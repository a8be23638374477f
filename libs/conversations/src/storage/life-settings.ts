import {
  type LifeSettings,
  lifeSettings,
  type OrganisationSettings,
  organisationSettings,
  theOrganisation,
  type WorkstreamId,
} from '#contracts';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Limits } from '../domain/closing.ts';
import { type Life, limitsIn } from '../domain/life-settings.ts';

interface LifeRow {
  readonly workstreamId: WorkstreamId;
  readonly version: number;
  readonly settings: Record<string, unknown>;
  readonly changedAt: Date;
}

export const LifeSettingsTable = new EntitySchema<LifeRow>({
  name: 'life_settings',
  columns: {
    workstreamId: { type: 'uuid', name: 'workstream_id', primary: true },
    version: { type: 'int' },
    settings: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

export const usualLife: LifeSettings = lifeSettings.parse({});

const lifeOf = (workstreamId: WorkstreamId, row: LifeRow | undefined): Life => ({
  ...(row ? lifeSettings.parse(row.settings) : usualLife),
  workstreamId,
  version: row?.version ?? 0,
  changedAt: row?.changedAt ?? null,
});

/** What is set of the life of conversations. */
export interface LifeInForce {
  readonly organisation: OrganisationSettings;
  life(workstreamId: WorkstreamId | null): LifeSettings;
  limits(workstreamId: WorkstreamId | null): Limits;
}

/** Settings of the life of workstreams' conversations: our own. */
export const lifeSettingsOf = ({ manager }: { readonly manager: EntityManager }) => ({
  async find(workstreamId: WorkstreamId): Promise<Life> {
    const row = await manager.getRepository(LifeSettingsTable).findOneBy({ workstreamId });
    return lifeOf(workstreamId, row ?? undefined);
  },

  /** Those that somebody has set, in the order of ids. */
  async all(): Promise<Life[]> {
    const rows = await manager.getRepository(LifeSettingsTable).find({ order: { workstreamId: 'ASC' } });
    return rows.map((row) => lifeOf(row.workstreamId, row));
  },

  /** Until the transaction ends nobody else changes them. */
  async oneAtATime(): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('conversations.life-settings'))`);
  },

  /** Saves these whatever is there, in one statement. */
  async saveAll(all: readonly Life[]): Promise<void> {
    if (all.length === 0) return;
    const rows = all.map(({ workstreamId, version, changedAt, ...settings }) => ({
      workstream_id: workstreamId,
      version,
      settings,
      changed_at: changedAt,
    }));
    await manager.query(
      `INSERT INTO life_settings (workstream_id, version, settings, changed_at)
       SELECT * FROM json_to_recordset($1::json) AS new (workstream_id uuid, version int, settings jsonb, changed_at timestamptz)
       ORDER BY workstream_id
       ON CONFLICT (workstream_id) DO UPDATE
         SET version = excluded.version, settings = excluded.settings, changed_at = excluded.changed_at`,
      [JSON.stringify(rows)],
    );
  },

  /** What holds for conversations of these workstreams, in one statement: limits of the organisation, and what is set of each. */
  async inForce(workstreamIds: readonly (WorkstreamId | null)[]): Promise<LifeInForce> {
    const asked = [...new Set(workstreamIds.filter((id) => id !== null))];
    const rows: { id: WorkstreamId | null; settings: Record<string, unknown> }[] = await manager.query(
      `SELECT NULL AS id, settled AS settings FROM settings_copy WHERE kind = $1 AND subject = $2
       UNION ALL SELECT workstream_id, settings FROM life_settings WHERE workstream_id = ANY($3::uuid[])`,
      [organisationSettings.kind, theOrganisation, asked],
    );
    const organisation = organisationSettings.stored.parse(rows.find(({ id }) => id === null)?.settings ?? {});
    const set = new Map<WorkstreamId | null, LifeSettings>(
      rows.flatMap(({ id, settings }) => (id === null ? [] : [[id, lifeSettings.parse(settings)] as const])),
    );
    const life = (id: WorkstreamId | null) => set.get(id) ?? usualLife;
    const known = new Map<WorkstreamId | null, Limits>();
    return {
      organisation,
      life,
      limits(id) {
        const limits = known.get(id) ?? limitsIn(organisation, life(id));
        known.set(id, limits);
        return limits;
      },
    };
  },
});
