import { In, Not } from 'typeorm';
import type { AccountId, ChannelId, NumberId, WorkstreamId } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import { ChannelTable } from './channel.table.ts';

/** The channels this transaction may read and change. */
export const channels = ({ manager }: Transaction) => {
  const table = manager.getRepository(ChannelTable);
  return {
    find: (id: ChannelId) => table.findOneBy({ id }),
    isSlugTaken: (slug: string, by: ChannelId) =>
      table.existsBy({ slug: slug as Channel['slug'], id: Not(by), state: Not('removed') }),
    /** Those of these numbers that a channel has. */
    async withNumbers(ids: readonly NumberId[]): Promise<ReadonlySet<NumberId>> {
      const found = await table.find({
        where: { numberId: In([...ids]), state: Not('removed') },
        select: { id: true, numberId: true },
      });
      return new Set(found.map(({ numberId }) => numberId));
    },
    /** Those that are not removed. */
    count: () => table.countBy({ state: Not('removed') }),
    /** Those of this account, workstream or number that are not removed, by name. */
    livingOf: (
      of: { readonly accountId: AccountId } | { readonly workstreamId: WorkstreamId } | { readonly numberId: NumberId },
    ) => table.find({ where: { ...of, state: Not('removed') }, order: { name: 'ASC' } }),
    inState: (state: 'active' | 'retiring') => table.findBy({ state }),
    /** Those of these that are retiring. */
    retiring: (ids: readonly string[]) => table.findBy({ id: In([...ids]), state: 'retiring' }),
    save: (channel: Channel) => table.upsert(channel, ['id']),
    async saveAll(changed: readonly Channel[], atOnce = 500): Promise<void> {
      for (const some of chunks(changed, atOnce)) await table.upsert(some, ['id']);
    },
    async *all(atOnce = 200): AsyncGenerator<readonly Channel[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
