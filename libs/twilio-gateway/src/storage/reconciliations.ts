import { type EntityManager, In } from 'typeorm';
import type { AccountId, Address, ChannelId } from '#contracts';
import type { Direction, Reconciliation } from '../domain/reconciliation.ts';
import { ReconciliationTable, type SilenceMark, SilenceMarkTable } from './reconciliation.table.ts';

/** A reconciliation whose turn has come, and whose texts it is about. */
export interface Due {
  readonly reconciliation: Reconciliation;
  readonly number: Address;
}

type Place = Pick<Reconciliation, 'channelId' | 'accountId' | 'direction'>;

/** How reconciliation stands as a whole, by direction. */
export interface Standing {
  readonly direction: Direction;
  /** When the number that waits longest was last compared; null: one has never been. */
  readonly comparedAt: Date | null;
  /** The mark that lies furthest back. */
  readonly mark: Date;
  /** How many numbers Twilio does not list. */
  readonly failing: number;
}

/** How far the texts of each number were compared with Twilio's list. */
export const reconciliations = ({ manager }: { manager: EntityManager }) => {
  const table = manager.getRepository(ReconciliationTable);
  const silences = manager.getRepository(SilenceMarkTable);
  const lock = { mode: 'pessimistic_write' } as const;
  return {
    ofChannels: (channelIds: readonly ChannelId[]): Promise<Reconciliation[]> =>
      table.find({
        where: { channelId: In([...channelIds]) },
        order: { channelId: 'ASC', accountId: 'ASC', direction: 'ASC' },
        lock,
      }),

    find: ({ channelId, accountId, direction }: Place): Promise<Reconciliation | null> =>
      table.findOne({ where: { channelId, accountId, direction }, lock }),

    save: (changed: readonly Reconciliation[]) => table.upsert([...changed], ['channelId', 'accountId', 'direction']),

    /** The one that has waited longest for its turn. */
    async nextDue(now: Date): Promise<Due | null> {
      const [due]: (Place & Pick<Due, 'number'>)[] = await manager.query(
        `SELECT r.channel_id AS "channelId", r.direction, r.account_id AS "accountId", channel.number
         FROM reconciliation r JOIN channel ON channel.id = r.channel_id
         WHERE r.next_at <= $1 ORDER BY r.next_at LIMIT 1`,
        [now],
      );
      if (!due) return null;
      const { channelId, direction, accountId, number } = due;
      return { reconciliation: await table.findOneByOrFail({ channelId, accountId, direction }), number };
    },

    /** After a start or an outage, of all or of one account: all of them now, and once more when the last texts of the outage are on their way no longer. */
    async hurry(now: Date, accountId: AccountId | null = null): Promise<void> {
      await manager.query(
        `UPDATE reconciliation SET hurried = true, next_at = least(next_at, $1) WHERE next_at IS NOT NULL
           AND ($2::uuid IS NULL OR account_id = $2)`,
        [now, accountId],
      );
    },

    silenceMark: (afterSeconds: number): Promise<SilenceMark | null> => silences.findOneBy({ afterSeconds }),
    keepSilenceMark: (mark: SilenceMark) => silences.upsert(mark, ['afterSeconds']),

    standing: (): Promise<Standing[]> =>
      manager.query(
        `SELECT direction, CASE WHEN bool_or(compared_at IS NULL) THEN NULL ELSE min(compared_at) END AS "comparedAt",
           min(mark) AS mark, count(*) FILTER (WHERE failures > 0)::int AS failing
         FROM reconciliation WHERE next_at IS NOT NULL GROUP BY direction`,
      ),
  };
};
