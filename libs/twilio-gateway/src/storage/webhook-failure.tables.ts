import { EntitySchema } from 'typeorm';
import type { AccountId, Address } from '#contracts';
import type { ErrorLogMark } from '../domain/error-log.ts';

/** A webhook that Twilio could not bring us, by the SID that its error log has for it. Kept as long as raw forms are. */
export interface KeptFailure {
  readonly sid: string;
  readonly accountId: AccountId;
  readonly errorCode: string;
  /** Our number; null where nobody could tell. */
  readonly number: Address | null;
  readonly happenedAt: Date;
}

export const WebhookFailureTable = new EntitySchema<KeptFailure>({
  name: 'webhook_failure',
  columns: {
    sid: { type: 'text', primary: true },
    accountId: { type: 'uuid', name: 'account_id' },
    errorCode: { type: 'text', name: 'error_code' },
    number: { type: 'text', nullable: true },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
  },
  indices: [
    { name: 'webhook_failure_of_account', columns: ['accountId', 'happenedAt'] },
    { name: 'webhook_failure_by_age', columns: ['happenedAt'] },
  ],
});

export const ErrorLogMarkTable = new EntitySchema<ErrorLogMark>({
  name: 'error_log_mark',
  columns: {
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    mark: { type: 'timestamptz' },
    nextAt: { type: 'timestamptz', name: 'next_at' },
    failures: { type: 'int' },
    problem: { type: 'text', nullable: true },
  },
});
