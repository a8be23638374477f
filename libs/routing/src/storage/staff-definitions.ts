import { In, IsNull, Not } from 'typeorm';
import { type BasePresence, builtInPresences, type DefinitionId, Refusal, type StaffKind } from '#contracts';
import type { Definition } from '#definitions';
import type { Transaction } from '#event-bus';
import { StaffDefinitionTable } from './staff-definition.tables.ts';

/** Skills, rating models, capacity profiles and presences: what this transaction may read and change of them. */
export const staffDefinitions = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(StaffDefinitionTable);
  return {
    /** Nobody else changes one, or what agents have of them, until this transaction is over. */
    oneAtATime: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('staff'))`),
    /** Also one that was removed. An id belongs to one kind for good. */
    async find({ kind }: StaffKind, id: DefinitionId): Promise<Definition | null> {
      const found = await table.findOneBy({ id });
      if (found && found.kind !== kind) throw new Refusal('already-exists', 'Something else has this id.', 'id');
      return found;
    },
    /** Those of a kind with these ids that are not removed, by id; built-in ones are not among them. */
    async some({ kind }: Pick<StaffKind, 'kind'>, ids: readonly string[]): Promise<Map<string, Definition>> {
      if (ids.length === 0) return new Map();
      const found = await table.findBy({ kind, id: In([...ids]), removedAt: IsNull() });
      return new Map(found.map((one) => [one.id, one]));
    },
    all: (): Promise<Definition[]> =>
      table.find({ where: { removedAt: IsNull() }, order: { kind: 'ASC', slug: 'ASC' } }),
    isSlugTaken: ({ kind, builtIn }: StaffKind, slug: string, by: DefinitionId): Promise<boolean> =>
      builtIn.some((one) => one.slug === slug && one.id !== by)
        ? Promise.resolve(true)
        : table.existsBy({ kind, slug, id: Not(by), removedAt: IsNull() }),
    save: (definition: Definition) => table.upsert(definition as never, ['id']),
    saveAll: (definitions: readonly Definition[]) => table.upsert([...definitions] as never, ['id']),
    /** What a presence stands for; null: it is not there any more. */
    async baseOf(id: string): Promise<BasePresence | null> {
      const builtIn = builtInPresences.find((one) => one.id === id);
      if (builtIn) return builtIn['base'] as BasePresence;
      const found = await table.findOneBy({ id: id as DefinitionId, kind: 'presence', removedAt: IsNull() });
      return (found?.body['base'] as BasePresence | undefined) ?? null;
    },
  };
};
