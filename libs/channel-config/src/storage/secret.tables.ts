import { EntitySchema } from 'typeorm';
import type { AccountId, SecretColumn, SecretGrants as Grants } from '#contracts';
import { type SecretEntry, secretEntryColumns } from '#secrets';
import type { SecretGrants } from '../domain/secret-grants.ts';

export const SecretGrantsTable = new EntitySchema<SecretGrants>({
  name: 'secret_grants',
  columns: {
    secret: { type: 'text', primary: true },
    version: { type: 'int' },
    granted: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

/** One line of the record of secrets: of what was done to a token, and to the permission on any. */
export interface SecretAuditEntry extends SecretEntry<'created' | 'updated' | 'resealed' | 'grants-changed'> {
  readonly secret: SecretColumn;
  /** Whose secret; null where it is about the permission. */
  readonly accountId: AccountId | null;
  /** Of changed grants. */
  readonly before: Grants | null;
  readonly after: Grants | null;
}

export const SecretAuditTable = new EntitySchema<SecretAuditEntry>({
  name: 'secret_audit',
  columns: {
    ...secretEntryColumns,
    secret: { type: 'text' },
    accountId: { type: 'uuid', name: 'account_id', nullable: true },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'audit_of_secret', columns: ['secret', 'id'] },
    {
      name: 'one_line_an_hour',
      columns: ['hour', 'secret', 'accountId', 'purpose', 'bySubject'],
      unique: true,
      where: '(hour IS NOT NULL)',
    },
  ],
});

/** When a secret was last used, as far as was said. */
export interface SecretLastUse {
  readonly secret: SecretColumn;
  /** Whose secret. */
  readonly subject: string;
  readonly usedAt: Date;
}

export const SecretLastUseTable = new EntitySchema<SecretLastUse>({
  name: 'secret_last_use',
  columns: {
    secret: { type: 'text', primary: true },
    subject: { type: 'uuid', primary: true },
    usedAt: { type: 'timestamptz', name: 'used_at' },
  },
});
