import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { placeOfApiKey } from '../domain/account.ts';
import { consentKey } from '../storage/consent-key.ts';
import { apiKeyAudit, type KeptApiKey, withKey } from '../storage/api-keys.ts';

/**
 * Seals again, with the key that seals now, the secret of every API key that an older key closed, and what makes the pseudonyms of forgotten
 * customers. After that the older key may go, as far as this service is concerned. Answers how many API keys it were; again is none.
 */
export async function resealApiKeys(tx: Transaction, seal: Seal, person: Person): Promise<{ resealed: number }> {
  const stale = (await withKey(tx).lockAll()).filter(({ sealedSecret }) => !seal.isCurrent(sealedSecret!));
  const again = stale.map((key): KeptApiKey => {
    const place = placeOfApiKey(key.accountId);
    return { ...key, version: key.version + 1, sealedSecret: seal.seal(seal.open(key.sealedSecret!, place), place) };
  });
  await withKey(tx).save(again);
  await apiKeyAudit(tx).write(
    person,
    again.map(({ accountId, sid }) => ({ accountId, sid: sid!, action: 'resealed' })),
  );
  await consentKey(tx.manager).reseal(seal);
  if (again.length > 0) tx.wake('directory');
  return { resealed: again.length };
}
