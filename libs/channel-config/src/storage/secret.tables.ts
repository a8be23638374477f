import { EntitySchema } from 'typeorm';
import type { SecretAuditEntry, SecretLastUse } from '../domain/secret-audit.ts';
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

export const SecretAuditTable = new EntitySchema<SecretAuditEntry>({
  name: 'secret_audit',
  columns: {
    id: { type: 'uuid', primary: true },
    secret: { type: 'text' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    action: { type: 'text' },
    accountId: { type: 'uuid', name: 'account_id', nullable: true },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
    purpose: { type: 'text', nullable: true },
    hour: { type: 'timestamptz', nullable: true },
    times: { type: 'int', nullable: true },
    lastAt: { type: 'timestamptz', name: 'last_at', nullable: true },
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

export const SecretLastUseTable = new EntitySchema<SecretLastUse>({
  name: 'secret_last_use',
  columns: {
    secret: { type: 'text', primary: true },
    subject: { type: 'uuid', primary: true },
    usedAt: { type: 'timestamptz', name: 'used_at' },
  },
});
