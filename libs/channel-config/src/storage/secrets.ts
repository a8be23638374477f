import type { EntityManager } from 'typeorm';
import type { AccountId, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import type { SecretAuditEntry } from '../domain/secret-audit.ts';
import { type SecretGrants, usualGrants } from '../domain/secret-grants.ts';
import { chunks } from './chunks.ts';
import { SecretAuditTable, SecretGrantsTable } from './secret.tables.ts';

const secret = 'account-auth-token';

/** Who may set the tokens of accounts. */
export const tokenGrants = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(SecretGrantsTable);
  return {
    now: async (): Promise<SecretGrants> => (await table.findOneBy({ secret })) ?? usualGrants,
    save: (grants: SecretGrants) => table.upsert(grants, ['secret']),
  };
};

/** Writes down what this person did to the tokens of accounts. */
export const tokenAudit = ({ manager, now, newId }: Transaction, { subject, name }: Person) => {
  const write = async (...entries: readonly (Pick<SecretAuditEntry, 'action'> & Partial<SecretAuditEntry>)[]) => {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({
      accountId: null,
      before: null,
      after: null,
      ...entry,
      id: newId(),
      secret: secret as SecretAuditEntry['secret'],
      happenedAt: now,
      bySubject: subject,
      byName: name,
    }));
    for (const some of chunks(rows, 1000)) await manager.getRepository(SecretAuditTable).insert([...some]);
  };
  return {
    created: (accountId: AccountId) => write({ action: 'created', accountId }),
    updated: (accountId: AccountId) => write({ action: 'updated', accountId }),
    createdAll: (ids: readonly AccountId[]) =>
      write(...ids.map((accountId) => ({ action: 'created' as const, accountId }))),
    updatedAll: (ids: readonly AccountId[]) =>
      write(...ids.map((accountId) => ({ action: 'updated' as const, accountId }))),
    resealed: (accountId: AccountId) => write({ action: 'resealed', accountId }),
    grantsChanged: (before: SecretGrants, after: SecretGrants) =>
      write({ action: 'grants-changed', before: before.granted, after: after.granted }),
  };
};
