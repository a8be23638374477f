import type { EntityManager } from 'typeorm';
import type { AccountId, AccountView, ConfigurationListRequest } from '#contracts';
import { shownNumber } from '#phone';
import { callbackOf } from '../domain/messaging-account.ts';
import {
  joinNumberCheck,
  joinValidation,
  numberCheckFields,
  selectValidation,
  type ValidationRow,
  validationOf,
} from './checks.ts';
import { type LifeRow, lifeViewOf, selectLife } from './life.ts';
import { listed } from './list.ts';

interface AccountRow extends LifeRow, ValidationRow {
  id: string;
  version: number;
  slug: string;
  name: string;
  provider: AccountView['provider'];
  account_sid: string;
  key: string;
  token_rotated_at: Date;
  token_used_at: Date | null;
  previous_valid_until: Date | null;
  created_at: Date;
  changed_at: Date;
  numbers: Omit<AccountView['numbers'][number], 'formatted' | 'country'>[];
}

const select = `
  SELECT a.id, a.version, a.slug, a.name, a.provider, a.account_sid, a.key, a.token_rotated_at, a.created_at, a.changed_at,
         (SELECT used_at FROM secret_last_use
           WHERE secret = 'account-auth-token' AND subject = a.id AND used_at >= a.token_rotated_at) AS token_used_at,
         (SELECT max("validUntil") FROM jsonb_to_recordset(a.previous_tokens) AS previous ("validUntil" timestamptz)
           WHERE "validUntil" > now()) AS previous_valid_until,
         (SELECT coalesce(json_agg(json_build_object('id', n.id, 'number', n.address, 'type', n.type, 'description', n.description, 'registration', n.registration, 'channelId', c.id,${numberCheckFields})
                                   ORDER BY n.place), '[]')
            FROM support_number n LEFT JOIN channel c ON c.number_id = n.id AND c.state <> 'removed' ${joinNumberCheck} WHERE n.account_id = a.id) AS numbers,
         ${selectValidation},
         ${selectLife('account', 'a')}
    FROM messaging_account a ${joinValidation}`;

const viewAt =
  (publicBase: string) =>
  (row: AccountRow): AccountView => ({
    id: row.id as AccountId,
    version: row.version,
    slug: row.slug as AccountView['slug'],
    name: row.name,
    provider: row.provider,
    accountSid: row.account_sid,
    authToken: {
      isSet: true,
      lastRotatedAt: row.token_rotated_at.toISOString(),
      lastUsedAt: row.token_used_at?.toISOString() ?? null,
      previousValidUntil: row.previous_valid_until?.toISOString() ?? null,
    },
    numbers: row.numbers.map((one) => ({ ...one, ...shownNumber(one.number) })),
    validation: validationOf(row),
    callback: callbackOf(publicBase, row),
    ...lifeViewOf(row),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  });

/** Also found by a part of one of its numbers. */
export const listAccounts = (db: EntityManager, publicBase: string, asked: ConfigurationListRequest) =>
  listed(
    db,
    {
      select,
      row: 'a',
      search: (like) => `EXISTS (SELECT FROM support_number s WHERE s.account_id = a.id AND s.address LIKE ${like})`,
    },
    asked,
    viewAt(publicBase),
  );

export async function accountOf(db: EntityManager, publicBase: string, id: AccountId): Promise<AccountView | null> {
  const [row]: AccountRow[] = await db.query(`${select} WHERE a.id = $1`, [id]);
  return row ? viewAt(publicBase)(row) : null;
}
