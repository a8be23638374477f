import type { AccountView } from '#contracts';
import { moment } from './life.ts';

/** The columns of an account's latest validation; all null where there is none. */
export interface ValidationRow {
  readonly check_outcome: NonNullable<AccountView['validation']>['outcome'] | null;
  readonly check_error_code: string | null;
  readonly checked_at: Date | null;
  readonly of_version: number | null;
}

/** To be selected beside the account's columns, together with `joinValidation`. */
export const selectValidation =
  'v.outcome AS check_outcome, v.error_code AS check_error_code, v.checked_at, v.of_version';
export const joinValidation = 'LEFT JOIN account_check v ON v.account_id = a.id';

/** What a view says of it: an answer about an older version of the account is shown as what it is. */
export const validationOf = (row: ValidationRow & { readonly version: number }): AccountView['validation'] =>
  row.check_outcome && row.checked_at && row.of_version !== null
    ? {
        outcome: row.check_outcome,
        errorCode: row.check_error_code,
        checkedAt: row.checked_at.toISOString(),
        ofVersion: row.of_version,
        isCurrent: row.of_version === row.version,
      }
    : null;

/** Fields of a number (alias `n`, of the account `a`) in a JSON object, together with `joinNumberCheck`. */
export const numberCheckFields = `
  'check', CASE WHEN k.number_id IS NOT NULL THEN json_build_object(
    'outcome', k.outcome, 'fault', k.fault, 'errorCode', k.error_code, 'checkedAt', ${moment('k.checked_at')},
    'ofVersion', k.of_version, 'isCurrent', k.of_version = a.version) END,
  'connectedAt', ${moment('w.connected_at')}`;
export const joinNumberCheck =
  'LEFT JOIN number_check k ON k.number_id = n.id LEFT JOIN connected_number w ON w.number_id = n.id';
