import type { channelChanged, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { copies } from '../storage/copies.ts';

/** Keeps a copy of a channel. Texts to its number are taken in from here on; texts that were written before may leave. */
export async function rememberChannel(tx: Transaction, { data }: EventOf<typeof channelChanged>): Promise<void> {
  if (data.provider !== 'twilio') return;
  await copies(tx).rememberChannel({ ...data, id: data.channelId });
  tx.wake('directory');
  tx.wake('send-deliveries');
}
