import { EntitySchema } from 'typeorm';
import type { AccountId } from '#contracts';
import { type SecretEntry, secretEntryColumns } from '#secrets';

/** The API key that an account sends with. A row stays when the key is taken off, so that its version only rises. */
export interface KeptApiKey {
  readonly accountId: AccountId;
  readonly version: number;
  readonly sid: string | null;
  readonly sealedSecret: string | null;
  readonly setAt: Date;
  /** When it was last used, as far as it was told; it may be one before. */
  readonly lastUsedAt: Date | null;
}

/** One line of the record of an account's key. */
export interface ApiKeyEntry extends SecretEntry<'set' | 'replaced' | 'revoked' | 'resealed'> {
  readonly accountId: AccountId;
  /** Of the key that was set; of the one before where it was revoked. */
  readonly sid: string;
}

export const ApiKeyTable = new EntitySchema<KeptApiKey>({
  name: 'account_api_key',
  columns: {
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    version: { type: 'int' },
    sid: { type: 'text', nullable: true },
    sealedSecret: { type: 'text', name: 'sealed_secret', nullable: true },
    setAt: { type: 'timestamptz', name: 'set_at' },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
  },
});

export const ApiKeyEntryTable = new EntitySchema<ApiKeyEntry>({
  name: 'api_key_entry',
  columns: { ...secretEntryColumns, accountId: { type: 'uuid', name: 'account_id' }, sid: { type: 'text' } },
  indices: [
    { name: 'entries_of_api_key', columns: ['accountId', 'id'] },
    {
      name: 'one_line_an_hour',
      columns: ['hour', 'accountId', 'sid', 'purpose'],
      unique: true,
      where: '(hour IS NOT NULL)',
    },
  ],
});
