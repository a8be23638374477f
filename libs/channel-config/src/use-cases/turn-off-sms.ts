import type { Person, RetirementWay } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Provisioning, turnOff } from '../domain/provisioning.ts';
import { retire } from '../domain/retirement.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';
import { recordChannels } from './record-change.ts';
import { sayChannel } from './say-channel.ts';

/**
 * Turns SMS off, at once or when its last channel is gone (product.md 1): every channel is retired in this way, and what is retiring
 * already follows it. Refuses with `confirmation-required`.
 */
export async function turnOffSms(
  tx: Transaction,
  person: Person,
  isConfirmed: boolean,
  how: RetirementWay,
): Promise<Provisioning> {
  await oneAtATime(tx);
  const known = await provisioning(tx).sms();
  const off = turnOff(known, { isConfirmed, channels: await channels(tx).count() }, tx.now);
  if (off !== known) await provisioning(tx).save(off);
  if (off.status === 'turning-off' && isConfirmed) await retireAll(tx, person, how);
  return off;
}

async function retireAll(tx: Transaction, person: Person, how: RetirementWay): Promise<void> {
  const living = [...(await channels(tx).inState('active')), ...(await channels(tx).inState('retiring'))];
  const retired = living.flatMap((channel) => {
    const next = retire(channel, how, tx.now);
    return next === channel ? [] : [{ before: channel, after: next }];
  });
  await channels(tx).saveAll(retired.map(({ after }) => after));
  await recordChannels(tx, person, retired, 'retired');
  for (const { after } of retired) sayChannel(tx, after);
}
