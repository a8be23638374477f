import { EntitySchema } from 'typeorm';
import type { AccountId, CheckOutcome, NumberId, WebhookFault } from '#contracts';

/** The latest answer of the provider. */
interface Check {
  /** The version of the account that was looked at. */
  readonly ofVersion: number;
  readonly outcome: CheckOutcome;
  readonly errorCode: string | null;
  readonly checkedAt: Date;
}

const check = {
  ofVersion: { type: 'int', name: 'of_version' },
  outcome: { type: 'text' },
  errorCode: { type: 'text', name: 'error_code', nullable: true },
  checkedAt: { type: 'timestamptz', name: 'checked_at' },
} as const;

export const AccountCheckTable = new EntitySchema<Check & { readonly accountId: AccountId }>({
  name: 'account_check',
  columns: { accountId: { type: 'uuid', primary: true, name: 'account_id' }, ...check },
});

export const NumberCheckTable = new EntitySchema<
  Check & { readonly numberId: NumberId; readonly fault: WebhookFault | null }
>({
  name: 'number_check',
  columns: {
    numberId: { type: 'uuid', primary: true, name: 'number_id' },
    ...check,
    fault: { type: 'text', nullable: true },
  },
});

/** Numbers to which a signed text came in, and when the first did. */
export const ConnectedNumberTable = new EntitySchema<{ readonly numberId: NumberId; readonly connectedAt: Date }>({
  name: 'connected_number',
  columns: {
    numberId: { type: 'uuid', primary: true, name: 'number_id' },
    connectedAt: { type: 'timestamptz', name: 'connected_at' },
  },
});
