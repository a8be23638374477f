import { In, IsNull, Not } from 'typeorm';
import { type Defined, type DefinitionId, type DefinitionKind, Refusal } from '#contracts';
import type { Definition } from '#definitions';
import { chunks, type Transaction } from '#event-bus';
import type { Use } from '../domain/use.ts';
import { DefinitionTable } from './definition.tables.ts';

/** Something that names something else. */
export interface User {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** Where the names of what is no definition are found. */
const tables: Readonly<Record<string, string>> = {
  account: 'messaging_account',
  workstream: 'workstream',
  channel: 'channel',
};

/** The definitions this transaction may read and change. */
export const definitions = ({ manager }: Transaction) => {
  const table = manager.getRepository(DefinitionTable);
  return {
    /** Also one that was removed. An id belongs to one kind for good. */
    async find({ kind }: DefinitionKind, id: DefinitionId): Promise<Definition | null> {
      const found = await table.findOneBy({ id });
      if (found && found.kind !== kind) throw new Refusal('already-exists', 'Something else has this id.', 'id');
      return found;
    },
    isSlugTaken: ({ kind, builtIn }: DefinitionKind, slug: string, by: DefinitionId): Promise<boolean> =>
      builtIn.some((one) => one.slug === slug && one.id !== by)
        ? Promise.resolve(true)
        : table.existsBy({ kind, slug, id: Not(by), removedAt: IsNull() }),
    /** Another one that has the same in each field of which there may be one; null when there is none. */
    async alike({ kind, oneFor, builtIn }: DefinitionKind, asked: Defined, than: DefinitionId): Promise<string | null> {
      if (oneFor.length === 0) return null;
      const same = builtIn.find((one) => oneFor.every((field) => one[field] === asked[field]));
      if (same) return same.name;
      const { name = null, ...body } = Object.fromEntries(oneFor.map((field) => [field, asked[field]]));
      const found = await table
        .createQueryBuilder('d')
        .where('d.kind = :kind AND d.id <> :than AND d.removedAt IS NULL', { kind, than })
        .andWhere('d.body @> :body::jsonb AND coalesce(:name, d.name) = d.name', { body: JSON.stringify(body), name })
        .getOne();
      return found?.name ?? null;
    },
    save: (definition: Definition) => table.upsert(definition as never, ['id']),
    async saveAll(changed: readonly Definition[]): Promise<void> {
      for (const some of chunks(changed, 1000)) await table.upsert(some as never, ['id']);
    },

    /** Refuses the first of these that names something that is not there (`unknown-reference`). */
    async refuseUnknown(kinds: readonly DefinitionKind[], uses: readonly Use[]): Promise<void> {
      const builtIn = new Set(kinds.flatMap((kind) => kind.builtIn.map(({ id }) => `${kind.kind} ${id}`)));
      const asked = uses.filter(({ kind, id }) => kind !== 'queue' && !builtIn.has(`${kind} ${id}`));
      const known = new Set<string>();
      for (const kind of new Set(asked.map((use) => use.kind))) {
        const ids = asked.filter((use) => use.kind === kind).map(({ id }) => id);
        const found: { id: string }[] = tables[kind]
          ? await manager.query(`SELECT id FROM ${tables[kind]} WHERE id = ANY($1)`, [ids])
          : await table.find({ select: { id: true }, where: { kind, id: In(ids), removedAt: IsNull() } });
        for (const { id } of found) known.add(`${kind} ${id}`);
      }
      const missing = asked.find(({ kind, id }) => !known.has(`${kind} ${id}`));
      if (missing)
        throw new Refusal('unknown-reference', `There is no such ${missing.kind.replaceAll('-', ' ')}.`, missing.field);
    },

    /** From now on this uses these and nothing else. */
    async saveUses(by: { readonly kind: string; readonly id: string }, uses: readonly Use[]): Promise<void> {
      await manager.query(`DELETE FROM configuration_use WHERE user_id = $1`, [by.id]);
      if (uses.length === 0) return;
      await manager.query(
        `INSERT INTO configuration_use (user_id, user_kind, field, used_kind, used_id)
         SELECT $1, $2, field, kind, id FROM unnest($3::text[], $4::text[], $5::uuid[]) AS used (field, kind, id)`,
        [by.id, by.kind, uses.map(({ field }) => field), uses.map(({ kind }) => kind), uses.map(({ id }) => id)],
      );
    },

    /** From now on none of these uses anything. */
    forgetUses: (ids: readonly string[]): Promise<unknown> =>
      manager.query(`DELETE FROM configuration_use WHERE user_id = ANY($1)`, [ids]),

    /** The same for many, in as few statements. */
    async saveAllUses(
      all: readonly { readonly by: { readonly kind: string; readonly id: string }; readonly uses: readonly Use[] }[],
    ) {
      if (all.length === 0) return;
      const rows = all.flatMap(({ by, uses }) => uses.map((use) => ({ by, use })));
      await manager.query(`DELETE FROM configuration_use WHERE user_id = ANY($1)`, [all.map(({ by }) => by.id)]);
      await manager.query(
        `INSERT INTO configuration_use (user_id, user_kind, field, used_kind, used_id)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[])`,
        [
          rows.map(({ by }) => by.id),
          rows.map(({ by }) => by.kind),
          rows.map(({ use }) => use.field),
          rows.map(({ use }) => use.kind),
          rows.map(({ use }) => use.id),
        ],
      );
    },

    /** Who names this, up to `limit`. */
    usersOf(id: string, limit: number): Promise<User[]> {
      return manager.query(
        `SELECT DISTINCT user_kind AS kind, user_id AS id,
           coalesce(definition.name, channel.name, workstream.name, messaging_account.name, settled.name, '') AS name
         FROM configuration_use
         LEFT JOIN definition ON definition.id = user_id LEFT JOIN channel ON channel.id = user_id
         LEFT JOIN workstream ON workstream.id = user_id LEFT JOIN messaging_account ON messaging_account.id = user_id
         LEFT JOIN settings ON settings.id = user_id LEFT JOIN workstream AS settled ON settled.id = settings.about
         WHERE used_id = $1 ORDER BY kind, name, id LIMIT $2`,
        [id, limit],
      );
    },

    /** Those that name this. */
    naming: (id: string): Promise<Definition[]> =>
      table
        .createQueryBuilder('d')
        .where('d.removedAt IS NULL')
        .andWhere('d.id IN (SELECT user_id FROM configuration_use WHERE used_id = :id)', { id })
        .orderBy('d.kind')
        .addOrderBy('d.id')
        .getMany(),

    async *all(atOnce = 200): AsyncGenerator<readonly Definition[]> {
      for (let skip = 0; ; skip += atOnce) {
        const where = { removedAt: IsNull() };
        const found = await table.find({ where, order: { kind: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
