import type { Person, SecretGrants as Granted } from '#contracts';
import type { Transaction } from '#event-bus';
import { changeGrants, type SecretGrants } from '../domain/secret-grants.ts';
import { refuseOtherVersion } from '../domain/version.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { tokenAudit, tokenGrants } from '../storage/secrets.ts';

/** Says who may set and replace the tokens of accounts, from the next request on. Refuses with `version-required`, `version-mismatch`. */
export async function changeTokenGrants(
  tx: Transaction,
  person: Person,
  asked: Granted,
  from: number | null,
): Promise<SecretGrants> {
  await oneAtATime(tx);
  const known = await tokenGrants(tx).now();
  refuseOtherVersion('permission', known, from);
  const changed = changeGrants(known, asked, tx.now);
  if (changed === known) return known;
  await tokenGrants(tx).save(changed);
  await tokenAudit(tx, person).grantsChanged(known, changed);
  return changed;
}
