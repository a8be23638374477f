import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { SettingsKind } from '#contracts';
import { chunks } from '#event-bus';
import type { Settings } from '../domain/settings.ts';
import { SettingsTable } from './settings.table.ts';

/** What is set of each thing. */
export const settings = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(SettingsTable);
  return {
    /** Whole, also where it was stored before fields were added; null while it is as usual. */
    async find(kind: SettingsKind, about: string): Promise<Settings | null> {
      const found = await table.findOneBy({ kind: kind.kind, about });
      return found && { ...found, body: kind.stored.parse(found.body) };
    },
    save: (one: Settings) => table.upsert(one as never, ['id']),
    async saveAll(all: readonly Settings[]): Promise<void> {
      for (const some of chunks(all, 1000)) await table.upsert(some as never, ['id']);
    },
    /** All of a kind. */
    async all(kind: SettingsKind): Promise<Settings[]> {
      const found = await table.find({ where: { kind: kind.kind }, order: { id: 'ASC' } });
      return found.map((one) => ({ ...one, body: kind.stored.parse(one.body) }));
    },
    /** The records about these. */
    async idsAbout(about: readonly string[]): Promise<string[]> {
      const found = await table.find({ select: { id: true }, where: { about: In([...about]) } });
      return found.map(({ id }) => id);
    },
  };
};
