import type { EntityManager } from 'typeorm';
import { type AccountId, type Person, type SecretColumn, secretColumns } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { type SecretGrants, usualGrants } from '../domain/secret-grants.ts';
import { type SecretAuditEntry, SecretAuditTable, SecretGrantsTable } from './secret.tables.ts';

const token = 'account-auth-token';

/** Who may do what with which column of secrets. */
export const secretGrants = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(SecretGrantsTable);
  return {
    of: async (secret: SecretColumn): Promise<SecretGrants> =>
      (await table.findOneBy({ secret })) ?? usualGrants(secret),
    /** Of every column, in the order in which they are always named. */
    async all(): Promise<SecretGrants[]> {
      const decided = new Map((await table.find()).map((one) => [one.secret, one]));
      return secretColumns.map((secret) => decided.get(secret) ?? usualGrants(secret));
    },
    save: (grants: SecretGrants) => table.upsert(grants, ['secret']),
  };
};

/** Who may set the tokens of accounts. */
export const tokenGrants = async (tx: { readonly manager: EntityManager }) =>
  (await secretGrants(tx).of(token)).granted;

/** Writes down what this person did to secrets: to the tokens of accounts, and to the permission on any. */
export const secretAudit = ({ manager, now, newId }: Transaction, { subject, name }: Person) => {
  const write = async (...entries: readonly (Pick<SecretAuditEntry, 'action'> & Partial<SecretAuditEntry>)[]) => {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({
      accountId: null,
      before: null,
      after: null,
      secret: token as SecretColumn,
      ...entry,
      id: newId(),
      happenedAt: now,
      bySubject: subject,
      byName: name,
    }));
    for (const some of chunks(rows, 1000)) await manager.getRepository(SecretAuditTable).insert(some);
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
      write({ action: 'grants-changed', secret: after.secret, before: before.granted, after: after.granted }),
  };
};
