import { EntitySchema } from 'typeorm';
import type { AccountId } from '#contracts';

/** The API key that an account sends with. A row stays when the key is taken off, so that its version only rises. */
export interface KeptApiKey {
  readonly accountId: AccountId;
  readonly version: number;
  readonly sid: string | null;
  readonly sealedSecret: string | null;
  readonly setAt: Date;
}

/** One line of the record of an account's key: who did what to it. It holds no secret, open or sealed. */
export interface ApiKeyEntry {
  /** UUID v7: in order of time. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly happenedAt: Date;
  readonly action: 'set' | 'replaced' | 'revoked' | 'resealed';
  /** Of the key that was set; of the one before where it was revoked. */
  readonly sid: string;
  readonly bySubject: string;
  readonly byName: string;
}

export const ApiKeyTable = new EntitySchema<KeptApiKey>({
  name: 'account_api_key',
  columns: {
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    version: { type: 'int' },
    sid: { type: 'text', nullable: true },
    sealedSecret: { type: 'text', name: 'sealed_secret', nullable: true },
    setAt: { type: 'timestamptz', name: 'set_at' },
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
  },
  indices: [{ name: 'entries_of_api_key', columns: ['accountId', 'id'] }],
});
