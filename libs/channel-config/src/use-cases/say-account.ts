import { accountChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import { lifeOf } from './say-life.ts';

/** Says the whole account as it is now. The token leaves sealed. */
export function sayAccount(tx: Transaction, { account, numbers }: AccountWithNumbers): void {
  tx.publish(accountChanged, {
    accountId: account.id,
    version: account.version,
    slug: account.slug,
    name: account.name,
    provider: account.provider,
    key: account.key,
    accountSid: account.accountSid,
    sealedAuthToken: account.sealedAuthToken,
    previousAuthTokens: [...account.previousTokens],
    // those of a removed one are free, and may be another's already
    numbers: (account.state === 'removed' ? [] : numbers).map(({ id, address, type }) => ({
      numberId: id,
      address,
      type,
    })),
    ...lifeOf(account),
  });
}
