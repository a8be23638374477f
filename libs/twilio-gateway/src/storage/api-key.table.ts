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
