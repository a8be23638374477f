import type { Address } from '#contracts';
import type { Transaction } from '#event-bus';
import { type BlockedNumber, type BlockingEntry, type BlockingSettings, standardBlocking } from '../domain/blocking.ts';
import { BlockedNumberTable, BlockingEntryTable, BlockingSettingsTable } from './blocked-number.tables.ts';

/** There is one row of settings. */
const only = 1;

/** The numbers that were reported or blocked, as this transaction may read and change them. */
export const blockedNumbers = ({ manager }: Transaction) => ({
  /** Of these, the ones that are blocked. */
  async blockedAmong(numbers: readonly Address[]): Promise<ReadonlySet<Address>> {
    const found: { number: Address }[] = await manager.query(
      `SELECT number FROM blocked_number WHERE number = ANY($1) AND state = 'blocked'`,
      [numbers],
    );
    return new Set(found.map(({ number }) => number));
  },

  /** From here until this transaction ends nobody else decides about this number. */
  async get(number: Address): Promise<BlockedNumber | null> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('gateway.blocking ' || $1::text, 0))`, [number]);
    return manager.getRepository(BlockedNumberTable).findOneBy({ number });
  },

  async keep(number: BlockedNumber, ...entries: readonly BlockingEntry[]): Promise<void> {
    await manager.getRepository(BlockedNumberTable).upsert(number, ['number']);
    await manager.getRepository(BlockingEntryTable).insert([...entries]);
  },

  findEntry: (id: string): Promise<BlockingEntry | null> => manager.getRepository(BlockingEntryTable).findOneBy({ id }),

  async settings(): Promise<BlockingSettings> {
    return (await manager.getRepository(BlockingSettingsTable).findOneBy({ id: only })) ?? standardBlocking;
  },

  /** False when somebody else changed them meanwhile. */
  async saveSettings({ version, autoBlock, reportsToBlock }: BlockingSettings): Promise<boolean> {
    const saved: unknown[] = await manager.query(
      `INSERT INTO blocking_settings (id, version, auto_block, reports_to_block) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, auto_block = excluded.auto_block,
         reports_to_block = excluded.reports_to_block WHERE blocking_settings.version = excluded.version - 1 RETURNING id`,
      [only, version, autoBlock, reportsToBlock],
    );
    return saved.length > 0;
  },
});
