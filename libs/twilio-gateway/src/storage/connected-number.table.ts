import { EntitySchema } from 'typeorm';
import type { AccountId, NumberId } from '#contracts';

/** A number to which a signed text came in. */
export interface ConnectedNumber {
  readonly numberId: NumberId;
  readonly accountId: AccountId;
  /** When the first one did. */
  readonly connectedAt: Date;
}

export const ConnectedNumberTable = new EntitySchema<ConnectedNumber>({
  name: 'connected_number',
  columns: {
    numberId: { type: 'uuid', primary: true, name: 'number_id' },
    accountId: { type: 'uuid', name: 'account_id' },
    connectedAt: { type: 'timestamptz', name: 'connected_at' },
  },
});
