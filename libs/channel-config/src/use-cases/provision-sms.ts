import type { Person } from '#contracts';
import type { Database, Transaction } from '#event-bus';
import { begin, conclude, faultOf, type Provisioning } from '../domain/provisioning.ts';
import { restore } from '../domain/retirement.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';
import { defineInitial } from './define-initial.ts';
import { recordChannels } from './record-change.ts';
import { sayChannel } from './say-channel.ts';

/**
 * Provisions SMS: writes down that it began, looks whether this installation can do it, writes down what came of it. Two transactions, so
 * that an interruption is seen and the next attempt goes on; the same again where it is done changes nothing (product.md 1). While it is
 * being turned off, the channels that went with it come back. With it come the definitions that everybody begins with.
 */
export async function provisionSms(database: Database, publicBase: string, person: Person): Promise<Provisioning> {
  await step(database, async (known, tx) => {
    if (known.status === 'turning-off') await bringBack(tx, person, known);
    return begin(known, tx.now);
  });
  const fault = faultOf(publicBase);
  return step(database, async (known, tx) => {
    if (!fault) await defineInitial(tx, person);
    return conclude(known, fault, tx.now);
  });
}

const step = (
  database: Database,
  next: (known: Provisioning, tx: Transaction) => Promise<Provisioning>,
): Promise<Provisioning> =>
  database.transact(async (tx) => {
    await oneAtATime(tx);
    const known = await provisioning(tx).sms();
    const stepped = await next(known, tx);
    if (stepped !== known) await provisioning(tx).save(stepped);
    return stepped;
  });

/** Those that were retired in the moment in which SMS was turned off; others had been retired for themselves. */
async function bringBack(tx: Transaction, person: Person, { changedAt }: Provisioning): Promise<void> {
  const retiring = await channels(tx).inState('retiring');
  const wentAlong = retiring.filter(({ retiredAt }) => retiredAt?.getTime() === changedAt?.getTime());
  const restored = wentAlong.map((channel) => ({ before: channel, after: restore(channel, tx.now) }));
  await channels(tx).saveAll(restored.map(({ after }) => after));
  await recordChannels(tx, person, restored, 'restored');
  for (const { after } of restored) sayChannel(tx, after);
}
