import type { Person } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { type MessagingAccount, placeOfAuthToken } from '../domain/messaging-account.ts';
import { accounts } from '../storage/accounts.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { secretAudit } from '../storage/secrets.ts';
import { sayAccount } from './say-account.ts';

/**
 * Seals again, with the key that seals now, every token that an older key closed, and says these accounts, so that copies follow. After
 * that the older key may go. Answers how many accounts that were; again is none.
 */
export async function resealTokens(tx: Transaction, seal: Seal, person: Person): Promise<{ resealed: number }> {
  await oneAtATime(tx);
  let resealed = 0;
  for await (const some of accounts(tx).all()) {
    for (const { account, numbers } of some) {
      if (isSealedNow(seal, account)) continue;
      const sealAgain = (sealed: string) => {
        const place = placeOfAuthToken(account.id);
        return seal.isCurrent(sealed) ? sealed : seal.seal(seal.open(sealed, place), place);
      };
      const again: MessagingAccount = {
        ...account,
        version: account.version + 1,
        sealedAuthToken: sealAgain(account.sealedAuthToken),
        previousTokens: account.previousTokens.map((token) => ({
          ...token,
          sealedAuthToken: sealAgain(token.sealedAuthToken),
        })),
        changedAt: tx.now,
      };
      await accounts(tx).update(again);
      await secretAudit(tx, person).resealed(account.id);
      sayAccount(tx, { account: again, numbers });
      resealed += 1;
    }
  }
  return { resealed };
}

const isSealedNow = (seal: Seal, { sealedAuthToken, previousTokens }: MessagingAccount): boolean =>
  [sealedAuthToken, ...previousTokens.map((token) => token.sealedAuthToken)].every((sealed) => seal.isCurrent(sealed));
