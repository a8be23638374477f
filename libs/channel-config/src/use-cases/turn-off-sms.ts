import type { Transaction } from '#event-bus';
import { type Provisioning, turnOff } from '../domain/provisioning.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';

/** Turns SMS off, at once or when its last channel is gone (product.md 1). Refuses with `confirmation-required`. */
export async function turnOffSms(tx: Transaction, isConfirmed: boolean): Promise<Provisioning> {
  await oneAtATime(tx);
  const known = await provisioning(tx).sms();
  const off = turnOff(known, { isConfirmed, channels: await channels(tx).count() }, tx.now);
  if (off !== known) await provisioning(tx).save(off);
  return off;
}
