import { EntitySchema } from 'typeorm';
import type { DirectoryNumber, DirectoryRecord } from '../domain/directory.ts';

export const DirectoryRecordTable = new EntitySchema<DirectoryRecord>({
  name: 'directory_record',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    version: { type: 'int' },
    name: { type: 'text' },
    active: { type: 'boolean' },
    contactId: { type: 'uuid', name: 'contact_id', nullable: true },
    accountId: { type: 'uuid', name: 'account_id', nullable: true },
    email: { type: 'text', nullable: true },
    data: { type: 'jsonb' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'directory_by_name', columns: ['kind', 'name', 'id'] },
    { name: 'directory_cases_of_contact', columns: ['contactId'], where: 'contact_id IS NOT NULL' },
    { name: 'directory_of_account', columns: ['accountId'], where: 'account_id IS NOT NULL' },
    { name: 'directory_by_email', columns: ['email'], where: 'email IS NOT NULL' },
    // made by SQL: what the words of a record begin with
    { name: 'directory_words', synchronize: false },
  ],
});

export const DirectoryNumberTable = new EntitySchema<DirectoryNumber>({
  name: 'directory_number',
  columns: {
    recordId: { type: 'uuid', name: 'record_id', primary: true },
    column: { type: 'text', name: 'of_column', primary: true },
    kind: { type: 'text' },
    number: { type: 'text' },
  },
  indices: [{ name: 'directory_by_number', columns: ['number'] }],
});
