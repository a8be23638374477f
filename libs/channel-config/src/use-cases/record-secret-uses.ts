import type { EventOf, gatewaySecretsUsed } from '#contracts';
import type { Transaction } from '#event-bus';
import { secretUses } from '../storage/secret-uses.ts';

/** Keeps what the gateway read secrets for, hour by hour, and when it did so last (product.md 36: audit on read). */
export async function recordSecretUses(
  tx: Transaction,
  events: readonly EventOf<typeof gatewaySecretsUsed>[],
): Promise<void> {
  await secretUses(tx).add(
    events.flatMap(({ data }) => data.uses),
    'gateway',
  );
  await secretUses(tx).forgetOld();
}
