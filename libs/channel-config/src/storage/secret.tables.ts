import { EntitySchema } from 'typeorm';
import type { SecretAuditEntry } from '../domain/secret-audit.ts';
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
  },
  indices: [{ name: 'audit_of_secret', columns: ['secret', 'id'] }],
});
