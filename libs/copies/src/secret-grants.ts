import { EntitySchema } from 'typeorm';
import {
  type EventOf,
  type SecretColumn,
  type SecretGrants,
  type secretGrantsChanged,
  usualSecretGrants,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { newestOf } from './newest-of.ts';

interface SecretGrantsCopy {
  readonly secret: string;
  readonly version: number;
  readonly granted: SecretGrants;
}

/** Who may do what with which column of secrets, as channel-config last said it. */
export const SecretGrantsCopyTable = new EntitySchema<SecretGrantsCopy>({
  name: 'secret_grants_copy',
  columns: {
    secret: { type: 'text', primary: true },
    version: { type: 'int' },
    granted: { type: 'jsonb' },
  },
});

/** For a migration of a service that keeps secrets. */
export const createSecretGrantsCopy = `
  CREATE TABLE secret_grants_copy (
    secret text PRIMARY KEY,
    version integer NOT NULL,
    granted jsonb NOT NULL
  )`;

/** Keeps who may do what with secrets; an older word than what is known changes nothing. */
export async function rememberSecretGrants(
  tx: Transaction,
  events: readonly EventOf<typeof secretGrantsChanged>[],
): Promise<void> {
  await tx.manager.query(
    `INSERT INTO secret_grants_copy (secret, version, granted)
     SELECT secret, version, granted FROM jsonb_to_recordset($1) AS told (secret text, version int, granted jsonb) ORDER BY secret
     ON CONFLICT (secret) DO UPDATE SET version = excluded.version, granted = excluded.granted
     WHERE secret_grants_copy.version < excluded.version`,
    [JSON.stringify(newestOf(events, ({ secret }) => secret))],
  );
}

/** What is granted of a column; until somebody says otherwise, everything to administrators. */
export async function secretGrantsOf(
  { manager }: Pick<Transaction, 'manager'>,
  secret: SecretColumn,
): Promise<SecretGrants> {
  const known = await manager.getRepository(SecretGrantsCopyTable).findOneBy({ secret });
  return known?.granted ?? usualSecretGrants;
}
