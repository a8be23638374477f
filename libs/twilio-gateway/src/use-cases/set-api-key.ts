import {
  type AccountId,
  type ApiKeyRequest,
  type ApiKeyView,
  type Person,
  Refusal,
  refuseUngranted,
  type SecretAction,
} from '#contracts';
import { secretGrantsOf } from '#copies';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import type { Seal } from '#secrets';
import { placeOfApiKey } from '../domain/account.ts';
import { apiKeyAudit, type KeptApiKey, withKey } from '../storage/api-keys.ts';
import { copies } from '../storage/copies.ts';
import { resumeAccounts } from './pause-account.ts';

/** How an account sends. Refuses with `account-not-found`. */
export async function readApiKey(tx: Pick<Transaction, 'manager'>, accountId: AccountId): Promise<ApiKeyView> {
  await expectTwilio(tx, accountId);
  return viewOf(await withKey(tx).of(accountId));
}

/**
 * The account sends with this API key from now on, or with its token again; the token keeps verifying webhooks, which keys cannot
 * (twilio.md 4.5). A paused account tries it at once. Setting one and replacing or revoking
 * it are granted apart (product.md 36), and who did it is written down. Refuses with `account-not-found`, `not-allowed`, `version-required`, `version-mismatch`.
 */
export async function setApiKey(
  tx: Transaction,
  { seal, person }: { readonly seal: Seal; readonly person: Person },
  accountId: AccountId,
  key: ApiKeyRequest | null,
  from: number | null,
): Promise<ApiKeyView> {
  await expectTwilio(tx, accountId);
  await tx.manager.query(`SELECT pg_advisory_xact_lock(hashtext('gateway.api-key'), hashtext($1))`, [accountId]);
  const known = await withKey(tx).of(accountId);
  await refuseKeyUngranted(tx, person, known?.sid ? 'update' : 'create');
  const version = known?.version ?? 0;
  refuseOtherVersion(version, from);
  const after: KeptApiKey = {
    accountId,
    version: version + 1,
    sid: key && key.sid,
    sealedSecret: key && seal.seal(key.secret, placeOfApiKey(accountId)),
    setAt: tx.now,
    lastUsedAt: known?.lastUsedAt ?? null,
  };
  await withKey(tx).save([after]);
  const sid = after.sid ?? known?.sid;
  const action = after.sid === null ? 'revoked' : known?.sid ? 'replaced' : 'set';
  if (sid) await apiKeyAudit(tx).write(person, [{ accountId, sid, action }]);
  await resumeAccounts(tx, [accountId]);
  tx.wake('directory');
  return viewOf(after);
}

async function refuseKeyUngranted(tx: Transaction, person: Person, action: SecretAction): Promise<void> {
  const column = 'account-api-key';
  refuseUngranted(await secretGrantsOf(tx, column), { column, action, field: 'secret' }, person);
}

/** Refuses with `account-not-found` where the account is none at Twilio. */
export async function expectTwilio({ manager }: Pick<Transaction, 'manager'>, accountId: AccountId): Promise<void> {
  const [account] = await copies({ manager }).accounts([accountId]);
  if (account?.provider !== 'twilio')
    throw new Refusal('account-not-found', 'There is no such messaging account at Twilio.');
}

const viewOf = (kept: KeptApiKey | null): ApiKeyView => ({
  version: kept?.version ?? 0,
  sid: kept?.sid ?? null,
  setAt: kept?.sid ? kept.setAt.toISOString() : null,
  lastUsedAt: kept?.sid && kept.lastUsedAt && kept.lastUsedAt >= kept.setAt ? kept.lastUsedAt.toISOString() : null,
});
