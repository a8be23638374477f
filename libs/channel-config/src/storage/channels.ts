import type { ChannelId, NumberId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import { ChannelTable } from './channel.table.ts';

/** The channels this transaction may read and change. */
export const channels = ({ manager }: Transaction) => {
  const table = manager.getRepository(ChannelTable);
  return {
    find: (id: ChannelId) => table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),
    isSlugTaken: (slug: string) => table.existsBy({ slug: slug as Channel['slug'] }),
    isNumberTaken: (numberId: NumberId) => table.existsBy({ numberId }),
    insert: (channel: Channel) => table.insert(channel),
    async *all(atOnce = 200): AsyncGenerator<readonly Channel[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
