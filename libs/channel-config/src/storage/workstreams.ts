import { In, Not } from 'typeorm';
import type { WorkstreamId } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';
import { WorkstreamTable } from './workstream.table.ts';

/** The workstreams this transaction may read and change. */
export const workstreams = ({ manager }: Transaction) => {
  const table = manager.getRepository(WorkstreamTable);
  return {
    find: (id: WorkstreamId) => table.findOneBy({ id }),
    exists: (id: WorkstreamId) => table.existsBy({ id }),
    isSlugTaken: (slug: string, by: WorkstreamId) =>
      table.existsBy({ slug: slug as Workstream['slug'], id: Not(by), state: Not('removed') }),
    /** Those of these that are retiring. */
    retiring: (ids: readonly string[]) => table.findBy({ id: In([...ids]), state: 'retiring' }),
    save: (workstream: Workstream) => table.upsert(workstream, ['id']),
    async saveAll(changed: readonly Workstream[]): Promise<void> {
      for (const some of chunks(changed, 1000)) await table.upsert(some, ['id']);
    },
    async *all(atOnce = 200): AsyncGenerator<readonly Workstream[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
