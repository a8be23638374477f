import { EntitySchema } from 'typeorm';
import type { AccountId, Address } from '#contracts';

/** An account that the provider lets send nothing: its texts wait. */
export interface AccountPause {
  readonly accountId: AccountId;
  readonly errorCode: string;
  readonly pausedAt: Date;
}

export const AccountPauseTable = new EntitySchema<AccountPause>({
  name: 'account_pause',
  columns: {
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    errorCode: { type: 'text', name: 'error_code' },
    pausedAt: { type: 'timestamptz', name: 'paused_at' },
  },
});

/** Something that an administrator has to see to: one for each account, sender and code, until it is closed. */
export interface SendingAlert {
  readonly id: string;
  readonly accountId: AccountId;
  /** Empty: nobody knows which one of the account. */
  readonly sender: Address | '';
  readonly errorCode: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  /** Who closed it; null where the account was well again. */
  readonly closedBy: string | null;
}

export const SendingAlertTable = new EntitySchema<SendingAlert>({
  name: 'sending_alert',
  columns: {
    id: { type: 'uuid', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    sender: { type: 'text' },
    errorCode: { type: 'text', name: 'error_code' },
    count: { type: 'int' },
    firstAt: { type: 'timestamptz', name: 'first_at' },
    lastAt: { type: 'timestamptz', name: 'last_at' },
    closedAt: { type: 'timestamptz', name: 'closed_at', nullable: true },
    closedBy: { type: 'text', name: 'closed_by', nullable: true },
  },
  indices: [
    {
      name: 'one_open_alert',
      columns: ['accountId', 'sender', 'errorCode'],
      unique: true,
      where: '(closed_at IS NULL)',
    },
    { name: 'sending_alert_in_order', columns: ['lastAt', 'id'] },
    { name: 'sending_alert_closed', columns: ['closedAt'], where: '(closed_at IS NOT NULL)' },
  ],
});

/** A customer's number that carriers say is none, or cannot get texts. A text that arrives takes the mark away. */
export interface RecipientMark {
  readonly recipient: Address;
  readonly mark: 'bad-number' | 'landline';
  readonly errorCode: string;
  readonly markedAt: Date;
}

export const RecipientMarkTable = new EntitySchema<RecipientMark>({
  name: 'recipient_mark',
  columns: {
    recipient: { type: 'text', primary: true },
    mark: { type: 'text' },
    errorCode: { type: 'text', name: 'error_code' },
    markedAt: { type: 'timestamptz', name: 'marked_at' },
  },
});
