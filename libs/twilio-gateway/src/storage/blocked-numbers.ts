import { type EntityManager, In } from 'typeorm';
import type { Address, NumberOrPseudonym } from '#contracts';
import type { Transaction } from '#event-bus';
import { type BlockedNumber, type BlockingEntry, type BlockingSettings, standardBlocking } from '../domain/blocking.ts';
import { BlockedNumberTable, BlockingEntryTable, BlockingSettingsTable } from './blocked-number.tables.ts';
import { consentKey, namesOf } from './consent-key.ts';

/** Until the transaction ends nobody else decides about these. */
const lock = (manager: EntityManager, numbers: readonly string[]): Promise<unknown> =>
  manager.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended('gateway.blocking ' || number, 0) AS key FROM unnest($1::text[]) AS asked (number) ORDER BY key
     ) AS keys`,
    [numbers],
  );

/** There is one row of settings. */
const only = 1;

/** Whether reports block numbers by themselves; as usual while nobody has set it (version 0). */
export const blockingSettingsNow = async (manager: EntityManager): Promise<BlockingSettings> =>
  (await manager.getRepository(BlockingSettingsTable).findOneBy({ id: only })) ?? standardBlocking;

/** The numbers that were reported or blocked, as this transaction may read and change them. */
export const blockedNumbers = ({ manager }: Transaction) => ({
  /** Of these, the ones that are blocked. */
  async blockedAmong(numbers: readonly Address[]): Promise<ReadonlySet<Address>> {
    const pseudonymOf = await consentKey(manager).open();
    const found: { number: Address }[] = await manager.query(
      `SELECT asked.number FROM unnest($1::text[], $2::text[]) AS asked (number, pseudonym)
       WHERE EXISTS (SELECT FROM blocked_number WHERE number IN (asked.number, asked.pseudonym) AND state = 'blocked')`,
      [numbers, numbers.map((number) => pseudonymOf?.(number) ?? null)],
    );
    return new Set(found.map(({ number }) => number));
  },

  /** From here until this transaction ends nobody else decides about this number. Under the name asked for, also where it was forgotten. */
  async get(number: NumberOrPseudonym): Promise<BlockedNumber | null> {
    await lock(manager, [number]);
    const found = await manager
      .getRepository(BlockedNumberTable)
      .findBy({ number: In([...(await namesOf(manager, number))]) });
    const known = found.find((one) => one.number === number) ?? found[0];
    return known ? { ...known, number } : null;
  },

  /** Whoever was forgotten is known again by the number that somebody decides about. */
  async keep(number: BlockedNumber, ...entries: readonly BlockingEntry[]): Promise<void> {
    const others = (await namesOf(manager, number.number)).filter((name) => name !== number.number);
    if (others.length > 0) await manager.getRepository(BlockedNumberTable).delete({ number: In(others) });
    await manager.getRepository(BlockedNumberTable).upsert(number, ['number']);
    await manager.getRepository(BlockingEntryTable).insert([...entries]);
  },

  /**
   * Whom these numbers belong to is not to be read any more (decisions R): what is blocked stays so under a keyed hash, as opt-outs do; a
   * number that is not goes, and of both what somebody wrote about them.
   */
  async forget(customers: readonly Address[]): Promise<void> {
    await lock(manager, customers);
    const pseudonymOf = await consentKey(manager).openOrMake();
    const names = [customers, customers.map(pseudonymOf)];
    await manager.query(
      `DELETE FROM blocked_number USING unnest($1::text[], $2::text[]) AS forgotten (customer, pseudonym)
       WHERE (number = customer AND state <> 'blocked')
         OR (number = pseudonym AND EXISTS (SELECT FROM blocked_number later WHERE later.number = customer))`,
      names,
    );
    for (const table of ['blocked_number', 'blocking_entry'])
      await manager.query(
        `UPDATE ${table} SET number = pseudonym, comment = ''
         FROM unnest($1::text[], $2::text[]) AS forgotten (customer, pseudonym) WHERE number = customer`,
        names,
      );
    await manager.query(
      `UPDATE incoming_message SET blocked_from = pseudonym
       FROM unnest($1::text[], $2::text[]) AS forgotten (customer, pseudonym) WHERE blocked_from = forgotten.customer`,
      names,
    );
  },

  findEntry: (id: string): Promise<BlockingEntry | null> => manager.getRepository(BlockingEntryTable).findOneBy({ id }),

  settings: () => blockingSettingsNow(manager),

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
