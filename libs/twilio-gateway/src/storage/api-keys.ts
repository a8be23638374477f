import { type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import type { AccountId, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { type ApiKeyEntry, ApiKeyEntryTable, ApiKeyTable, type KeptApiKey } from './api-key.table.ts';

export type { ApiKeyEntry, KeptApiKey } from './api-key.table.ts';

/** The API keys of accounts. */
export const withKey = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(ApiKeyTable);
  return {
    of: (accountId: AccountId): Promise<KeptApiKey | null> => table.findOneBy({ accountId }),
    /** Those that are set, until the end of the transaction. */
    lockAll: (): Promise<KeptApiKey[]> =>
      table.find({
        where: { sid: Not(IsNull()) },
        order: { accountId: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      }),
    save: async (keys: readonly KeptApiKey[]): Promise<void> => {
      if (keys.length > 0) await table.upsert([...keys], ['accountId']);
    },
  };
};

type Written = Pick<ApiKeyEntry, 'accountId' | 'sid' | 'action'>;

/** Writes down what this person did to API keys. */
export const apiKeyAudit = ({ manager, now, newId }: Pick<Transaction, 'manager' | 'now' | 'newId'>) => ({
  async write({ subject, name }: Pick<Person, 'subject' | 'name'>, entries: readonly Written[]): Promise<void> {
    if (entries.length === 0) return;
    const by = { happenedAt: now, bySubject: subject, byName: name };
    await manager.getRepository(ApiKeyEntryTable).insert(entries.map((entry) => ({ ...entry, ...by, id: newId() })));
  },
});

/** What was done to the key of an account, newest first, `limit` of it before `before`. */
export const entriesOf = (
  manager: EntityManager,
  accountId: AccountId,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<ApiKeyEntry[]> =>
  manager.getRepository(ApiKeyEntryTable).find({
    where: { accountId, ...(before !== undefined && { id: LessThan(before) }) },
    order: { id: 'DESC' },
    take: limit,
  });
