import type { EntityManager } from 'typeorm';
import {
  type EventContract,
  type OrganisationSettings,
  organisationSettings,
  theOrganisation,
  type WorkstreamId,
  type WorkstreamSettings,
  workstreamSettings,
} from '#contracts';
import type { DefinitionCopy, SettingsCopy } from './configuration-copies.table.ts';

/** A kind of definition, as far as reading a copy of one needs it: `botKind`, `messageTemplateKind`. */
interface Kind<Data> {
  readonly kind: string;
  readonly changed: EventContract<Data>;
}

/** The copies of definitions that a service keeps. */
export const definitions = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Stores these, each named once; answers those of which we knew no later version. */
  async remember(copies: readonly DefinitionCopy[]): Promise<DefinitionCopy[]> {
    if (copies.length === 0) return [];
    const stored: { kind: string; id: string }[] = await manager.query(
      `INSERT INTO definition_copy (kind, id, version, defined)
       SELECT kind, id, version, defined
       FROM json_to_recordset($1::json) AS told (kind text, id uuid, version int, defined jsonb) ORDER BY kind, id
       ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, defined = excluded.defined
         WHERE definition_copy.version < excluded.version
            OR (definition_copy.version = excluded.version AND excluded.defined IS NULL)
       RETURNING kind, id`,
      [JSON.stringify(copies)],
    );
    const changed = new Set(stored.map(({ kind, id }) => `${kind} ${id}`));
    return copies.filter(({ kind, id }) => changed.has(`${kind} ${id}`));
  },

  /** All of a kind that are not removed, in the order of their ids. */
  async all<Data>({ kind, changed }: Kind<Data>): Promise<Data[]> {
    const found: { defined: unknown }[] = await manager.query(
      `SELECT defined FROM definition_copy WHERE kind = $1 AND defined IS NOT NULL ORDER BY id`,
      [kind],
    );
    return found.map(({ defined }) => changed.data.parse(defined));
  },

  /** Those of a kind with these ids that are not removed, by id. */
  async some<Data>({ kind, changed }: Kind<Data>, ids: readonly string[]): Promise<Map<string, Data>> {
    if (ids.length === 0) return new Map();
    const found: { id: string; defined: unknown }[] = await manager.query(
      `SELECT id, defined FROM definition_copy WHERE kind = $1 AND id = ANY($2::uuid[]) AND defined IS NOT NULL`,
      [kind, ids],
    );
    return new Map(found.map(({ id, defined }) => [id, changed.data.parse(defined)]));
  },

  async find<Data>(kind: Kind<Data>, id: string): Promise<Data | null> {
    return (await this.some(kind, [id])).get(id) ?? null;
  },
});

/** The copies that a service keeps of what is set for everybody and for each workstream. What nobody changed is as usual. */
export const settings = ({ manager }: { readonly manager: EntityManager }) => ({
  /** The same as for definitions. */
  async remember(copies: readonly SettingsCopy[]): Promise<SettingsCopy[]> {
    if (copies.length === 0) return [];
    const stored: { subject: string }[] = await manager.query(
      `INSERT INTO settings_copy (kind, subject, version, settled)
       SELECT kind, subject, version, settled
       FROM json_to_recordset($1::json) AS told (kind text, subject uuid, version int, settled jsonb) ORDER BY kind, subject
       ON CONFLICT (kind, subject) DO UPDATE SET version = excluded.version, settled = excluded.settled
         WHERE settings_copy.version < excluded.version
       RETURNING subject`,
      [JSON.stringify(copies)],
    );
    const changed = new Set(stored.map(({ subject }) => subject));
    return copies.filter(({ subject }) => changed.has(subject));
  },

  /** Of the organisation and of these workstreams, in one statement. */
  async inForce(workstreamIds: readonly WorkstreamId[] = []): Promise<SettingsInForce> {
    const found: { kind: string; subject: string; settled: unknown }[] = await manager.query(
      `SELECT kind, subject, settled FROM settings_copy
       WHERE (kind = $1 AND subject = $2) OR (kind = $3 AND subject = ANY($4::uuid[]))`,
      [organisationSettings.kind, theOrganisation, workstreamSettings.kind, [...new Set(workstreamIds)]],
    );
    const settled = (kind: string, subject: string) =>
      found.find((one) => one.kind === kind && one.subject === subject)?.settled ?? {};
    const organisation = organisationSettings.stored.parse(settled(organisationSettings.kind, theOrganisation));
    const known = new Map<string, WorkstreamSettings>();
    return {
      organisation,
      workstream(id) {
        const parsed =
          known.get(id ?? '') ?? workstreamSettings.stored.parse(settled(workstreamSettings.kind, id ?? ''));
        known.set(id ?? '', parsed);
        return parsed;
      },
    };
  },
});

export interface SettingsInForce {
  readonly organisation: OrganisationSettings;
  /** One of those that were asked for; null or another: as usual. */
  workstream(id: WorkstreamId | null): WorkstreamSettings;
}
