import { secretGrantsChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { SecretGrants } from '../domain/secret-grants.ts';

/** Says who may do what with a column, to the services that keep its secrets. */
export const saySecretGrants = (tx: Transaction, { secret, version, granted }: SecretGrants): void =>
  tx.publish(secretGrantsChanged, { secret, version, granted });
