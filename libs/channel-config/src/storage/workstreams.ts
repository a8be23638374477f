import type { WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';
import { WorkstreamTable } from './workstream.table.ts';

/** The workstreams this transaction may read and change. */
export const workstreams = ({ manager }: Transaction) => {
  const table = manager.getRepository(WorkstreamTable);
  return {
    find: (id: WorkstreamId) => table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    exists: (id: WorkstreamId) => table.existsBy({ id }),
    isSlugTaken: (slug: string) => table.existsBy({ slug: slug as Workstream['slug'] }),
    insert: (workstream: Workstream) => table.insert(workstream),
    async *all(atOnce = 200): AsyncGenerator<readonly Workstream[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
