import { EntitySchema } from 'typeorm';
import type { AccountId } from '#contracts';

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

/** One line of the record of an account's key: who did what to it. It holds no secret, open or sealed. */
export interface ApiKeyEntry {
  /** UUID v7: in order of time. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly happenedAt: Date;
  readonly action: 'set' | 'replaced' | 'revoked' | 'resealed' | 'used';
  /** Of the key that was set; of the one before where it was revoked. */
  readonly sid: string;
  readonly bySubject: string;
  readonly byName: string;
  /** Of uses: what for, in which hour, how often, and when the latest time. Those of one hour are one line. */
  readonly purpose: string | null;
  readonly hour: Date | null;
  readonly times: number | null;
  readonly lastAt: Date | null;
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
  columns: {
    id: { type: 'uuid', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    action: { type: 'text' },
    sid: { type: 'text' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    purpose: { type: 'text', nullable: true },
    hour: { type: 'timestamptz', nullable: true },
    times: { type: 'int', nullable: true },
    lastAt: { type: 'timestamptz', name: 'last_at', nullable: true },
  },
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
