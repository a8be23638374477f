import { EntitySchema } from 'typeorm';
import type { MessagingAccount, SupportNumber } from '../domain/messaging-account.ts';
import { lifeColumns, notRemoved } from './life.table.ts';

export const MessagingAccountTable = new EntitySchema<MessagingAccount>({
  name: 'messaging_account',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    provider: { type: 'text' },
    accountSid: { type: 'text', name: 'account_sid' },
    key: { type: 'text' },
    sealedAuthToken: { type: 'text', name: 'sealed_auth_token' },
    previousTokens: { type: 'jsonb', name: 'previous_tokens', default: [] },
    tokenRotatedAt: { type: 'timestamptz', name: 'token_rotated_at' },
    ...lifeColumns,
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [
    { name: 'one_account_a_slug', columns: ['slug'], unique: true, where: notRemoved },
    { name: 'one_account_a_key', columns: ['key'], unique: true },
    { name: 'accounts_by_name', columns: ['name', 'id'] },
    { name: 'accounts_by_change', columns: ['changedAt', 'id'] },
  ],
});

/** Numbers of a removed account stay with it; their addresses are free. */
export const SupportNumberTable = new EntitySchema<SupportNumber & { readonly removed: boolean }>({
  name: 'support_number',
  columns: {
    id: { type: 'uuid', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    address: { type: 'text' },
    type: { type: 'text' },
    description: { type: 'text' },
    registration: { type: 'text' },
    place: { type: 'int' },
    removed: { type: 'boolean', default: false },
  },
  indices: [
    { name: 'one_account_a_number', columns: ['address'], unique: true, where: '(NOT removed)' },
    { name: 'numbers_of_account', columns: ['accountId', 'place'] },
  ],
  foreignKeys: [
    {
      name: 'number_of_account',
      target: 'messaging_account',
      columnNames: ['account_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
