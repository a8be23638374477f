import type { accountChanged, EventOf } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { isKnown } from '../domain/known-providers.ts';
import { copyKeeper } from '../keeping.ts';
import { copies } from '../storage/copies.ts';
import { resumeAccounts } from './pause-account.ts';

/** Keeps copies of accounts; providers that are not known here have gateways of their own. */
export async function rememberAccounts(
  tx: Transaction,
  events: readonly EventOf<typeof accountChanged>[],
): Promise<void> {
  const ours = newestOf(events, ({ accountId }) => accountId).flatMap((data) =>
    isKnown(data.provider) ? [{ ...data, provider: data.provider }] : [],
  );
  const stored = await copies(tx).rememberAccounts(
    ours.map((data) => ({ ...data, id: data.accountId, previousAuthTokens: data.previousAuthTokens ?? [] })),
  );
  const told = ours.filter(({ accountId }) => stored.has(accountId));
  if (told.length === 0) return;
  await copyKeeper.stored(
    tx,
    told.map(({ accountId: id, version, state, how }) => ({ kind: 'account', id, version, state, how })),
  );
  // other credentials may do: the next text shows it
  await resumeAccounts(
    tx,
    told.map(({ accountId }) => accountId),
  );
  tx.wake('directory');
  tx.wake('send-deliveries');
}
