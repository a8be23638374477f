import { type AccountId, gatewaySecretsUsed, type Person, refuseUngranted } from '#contracts';
import { secretGrantsOf } from '#copies';
import type { Transaction } from '#event-bus';

/** Somebody is about to have the token of an account used, which is granted apart (product.md 36) and written down. Refuses with `not-allowed`. */
export async function useTokenByHand(tx: Transaction, { subject, name, roles }: Person, id: AccountId): Promise<void> {
  const column = 'account-auth-token';
  refuseUngranted(await secretGrantsOf(tx, column), { column, action: 'read' }, { subject, roles });
  const at = tx.now.toISOString();
  tx.publish(gatewaySecretsUsed, {
    uses: [
      { secret: column, subject: id, purpose: 'checking', times: 1, since: at, lastAt: at, by: { subject, name } },
    ],
  });
}
