import type { accountChanged, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { copies } from '../storage/copies.ts';

/** Keeps a copy of a Twilio account; other providers have gateways of their own. */
export async function rememberAccount(tx: Transaction, { data }: EventOf<typeof accountChanged>): Promise<void> {
  if (data.provider !== 'twilio') return;
  await copies(tx).rememberAccount({ ...data, id: data.accountId, previousAuthTokens: data.previousAuthTokens ?? [] });
  tx.wake('directory');
  tx.wake('send-deliveries');
}
