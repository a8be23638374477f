import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { AccountId, MediaId, MessageId } from '#contracts';
import type { Media } from '../domain/media.ts';
import { MediaTable } from './media.table.ts';

/** The files that this transaction may read and change. */
export const media = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(MediaTable);
  return {
    async add(files: readonly Media[]): Promise<void> {
      if (files.length > 0) await table.insert([...files]);
    },

    async save(files: readonly Media[]): Promise<void> {
      if (files.length > 0) await table.upsert([...files], ['id']);
    },

    /** Until the end of the transaction nobody else writes down a file under this id. */
    async await(id: MediaId): Promise<void> {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gateway.media'), hashtext($1))`, [id]);
    },

    find: (id: MediaId): Promise<Media | null> => table.findOneBy({ id }),

    lock: (id: MediaId): Promise<Media | null> => table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }),

    /** In the order given; those that are not there are left out. */
    async lockAll(ids: readonly MediaId[]): Promise<Media[]> {
      if (ids.length === 0) return [];
      const found = await table.find({
        where: { id: In([...ids]) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const byId = new Map(found.map((one) => [one.id, one]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** The files of these texts, in their order. */
    of: (messageIds: readonly MessageId[]): Promise<Media[]> =>
      messageIds.length === 0
        ? Promise.resolve([])
        : table.find({ where: { messageId: In([...messageIds]) }, order: { messageId: 'ASC', index: 'ASC' } }),

    /** Those whose turn has come, the longest waiting first. What another process is taking is passed over. */
    takeDue: (now: Date, limit: number): Promise<Media[]> =>
      table
        .createQueryBuilder('media')
        .where('media.due_at <= :now', { now })
        .orderBy('media.dueAt', 'ASC')
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany(),

    /** Customers' files that the provider refused to these accounts, to be changed; the newest first. */
    async refusedTo(accountIds: readonly AccountId[], since: Date, limit: number): Promise<Media[]> {
      return table
        .createQueryBuilder('media')
        .where(`media.channel_id IN (SELECT id FROM channel WHERE account_id = ANY(:accountIds))`, { accountIds })
        .andWhere(`media.state IN ('late', 'unavailable') AND media.reason = 'provider-refused'`)
        .andWhere('media.created_at > :since', { since })
        .orderBy('media.createdAt', 'DESC')
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
    },

    /** When the next is to be tried; null: none is. */
    async nextDue(): Promise<Date | null> {
      const [next]: { at: Date }[] = await manager.query(
        `SELECT due_at AS at FROM media WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1`,
      );
      return next?.at ?? null;
    },

    /** Whether any erased file still has bytes. */
    areBytesLeft: (): Promise<boolean> => table.exists({ where: { state: 'erased', dueAt: Not(IsNull()) } }),

    /** What agents attached before then and never sent. */
    unattachedSince: (before: Date, limit: number): Promise<Media[]> =>
      table
        .createQueryBuilder('media')
        .where(`media.direction = 'out' AND media.message_id IS NULL AND media.state = 'stored'`)
        .andWhere('media.created_at < :before', { before })
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany(),
  };
};
