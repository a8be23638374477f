import { In, Not } from 'typeorm';
import type { ChannelId, NumberId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import { ChannelTable } from './channel.table.ts';

/** The channels this transaction may read and change. */
export const channels = ({ manager }: Transaction) => {
  const table = manager.getRepository(ChannelTable);
  return {
    find: (id: ChannelId) => table.findOneBy({ id }),
    isSlugTaken: (slug: string, by: ChannelId) => table.existsBy({ slug: slug as Channel['slug'], id: Not(by) }),
    /** Those of these numbers that a channel has. */
    async withNumbers(ids: readonly NumberId[]): Promise<ReadonlySet<NumberId>> {
      const found = await table.find({ where: { numberId: In([...ids]) }, select: { id: true, numberId: true } });
      return new Set(found.map(({ numberId }) => numberId));
    },
    count: () => table.count(),
    save: (channel: Channel) => table.upsert(channel, ['id']),
    async *all(atOnce = 200): AsyncGenerator<readonly Channel[]> {
      for (let skip = 0; ; skip += atOnce) {
        const found = await table.find({ order: { name: 'ASC', id: 'ASC' }, skip, take: atOnce });
        if (found.length === 0) return;
        yield found;
      }
    },
  };
};
