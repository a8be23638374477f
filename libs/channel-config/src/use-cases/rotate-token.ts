import {
  type AccountId,
  hourMs,
  type Person,
  Refusal,
  refuseUngranted,
  type RotateTokenRequest,
  tokenFault,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import type { Seal } from '#secrets';
import { type AccountWithNumbers, placeOfAuthToken, replaceToken } from '../domain/messaging-account.ts';
import { accounts } from '../storage/accounts.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { secretAudit, tokenGrants } from '../storage/secrets.ts';
import { recordAccounts } from './record-change.ts';
import { sayAccount } from './say-account.ts';

interface Settings {
  /** Who asks. */
  readonly person: Person;
  readonly seal: Seal;
  /** How long a replaced token is believed where the request does not say, in hours. */
  readonly graceHours: number;
}

/**
 * Replaces the token of an account without downtime (product.md 45, scenario 32): we ask the provider with the new one from now on, and
 * believe the signatures of either until the grace is over. Refuses with `account-not-found`, `not-allowed`, `version-required`, `version-mismatch`.
 */
export async function rotateToken(
  tx: Transaction,
  { person, seal, graceHours }: Settings,
  id: AccountId,
  asked: RotateTokenRequest,
  from: number | null,
): Promise<AccountWithNumbers> {
  await oneAtATime(tx);
  const known = await accounts(tx).find(id);
  if (!known) throw new Refusal('account-not-found', 'There is no such messaging account.');
  refuseUngranted(
    await tokenGrants(tx),
    { column: 'account-auth-token', action: 'update', field: 'authToken' },
    person,
  );
  refuseOtherVersion(known.account.version, from);
  const fault = tokenFault(known.account.provider, asked.authToken);
  if (fault) throw new Refusal('unreadable', `The token ${fault}.`, 'authToken');
  const place = placeOfAuthToken(id);
  const isSame = seal.open(known.account.sealedAuthToken, place) === asked.authToken;
  const graceEnds = new Date(tx.now.getTime() + (asked.graceHours ?? graceHours) * hourMs);
  const account = replaceToken(
    known.account,
    isSame ? 'the same' : seal.seal(asked.authToken, place),
    graceEnds,
    tx.now,
  );
  const rotated = { account, numbers: known.numbers };
  if (account === known.account) return known;
  await accounts(tx).update(account);
  await secretAudit(tx, person).updated(id);
  await recordAccounts(tx, person, [{ before: known, after: rotated }]);
  sayAccount(tx, rotated);
  return rotated;
}
