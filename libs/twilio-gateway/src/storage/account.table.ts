import { EntitySchema } from 'typeorm';
import type { Account } from '../domain/account.ts';

export const AccountTable = new EntitySchema<Account>({
  name: 'account',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    provider: { type: 'text', default: 'twilio' },
    key: { type: 'text' },
    accountSid: { type: 'text', name: 'account_sid' },
    sealedAuthToken: { type: 'text', name: 'sealed_auth_token' },
    previousAuthTokens: { type: 'jsonb', name: 'previous_auth_tokens', default: [] },
    numbers: { type: 'jsonb', default: [] },
  },
  indices: [{ name: 'one_account_a_key', columns: ['key'], unique: true }],
});
