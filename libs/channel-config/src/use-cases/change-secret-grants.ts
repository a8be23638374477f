import type { Person, SecretColumn, SecretGrantsRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { changeGrants, type SecretGrants } from '../domain/secret-grants.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { secretAudit, secretGrants } from '../storage/secrets.ts';
import { saySecretGrants } from './say-secret-grants.ts';

/** Says who may do what with a column of secrets, from the next request on. Refuses with `version-required`, `version-mismatch`. */
export async function changeSecretGrants(
  tx: Transaction,
  person: Person,
  secret: SecretColumn,
  asked: SecretGrantsRequest,
  from: number | null,
): Promise<SecretGrants> {
  await oneAtATime(tx);
  const known = await secretGrants(tx).of(secret);
  refuseOtherVersion(known.version, from);
  const changed = changeGrants(known, asked, tx.now);
  if (changed === known) return known;
  await secretGrants(tx).save(changed);
  await secretAudit(tx, person).grantsChanged(known, changed);
  saySecretGrants(tx, changed);
  return changed;
}
