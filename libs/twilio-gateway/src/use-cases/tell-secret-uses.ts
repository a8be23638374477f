import { type AccountId, gatewaySecretsUsed } from '#contracts';
import type { Transaction } from '#event-bus';
import type { SecretUse } from '#secrets';
import type { AccountPurpose, AccountSecret } from '../account-secret-uses.ts';
import { apiKeyUses } from '../storage/api-key-uses.ts';

/**
 * Writes down what the secrets of accounts were read for (product.md 36: audit on read): of API keys here, of tokens where they are kept,
 * by one fact for all.
 */
export async function tellSecretUses(
  tx: Transaction,
  uses: readonly SecretUse<AccountSecret, AccountPurpose>[],
): Promise<void> {
  await apiKeyUses(tx).add(
    uses
      .filter(({ secret }) => secret === 'account-api-key')
      .map(({ subject, ...use }) => ({ ...use, accountId: subject as AccountId })),
  );
  const ofTokens = uses.filter(({ secret }) => secret === 'account-auth-token');
  if (ofTokens.length === 0) return;
  tx.publish(gatewaySecretsUsed, {
    uses: ofTokens.map(({ since, lastAt, ...use }) => ({
      ...use,
      since: since.toISOString(),
      lastAt: lastAt.toISOString(),
      by: null,
    })),
  });
}
