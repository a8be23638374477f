import {
  type AccountId,
  type ChannelId,
  type Person,
  Refusal,
  type RetirementWay,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { type Life, refuseWithChannels, restore, retire } from '../domain/retirement.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { workstreams } from '../storage/workstreams.ts';
import { type Action, recordAccounts, recordChannels, recordWorkstreams } from './record-change.ts';
import { sayAccount } from './say-account.ts';
import { sayChannel } from './say-channel.ts';
import { sayWorkstream } from './say-workstream.ts';

/** How something is retired, or that it is to be in use again. `from`: the version that the change starts from. */
export interface Asked {
  readonly how: RetirementWay | 'restore';
  readonly from: number | null;
  readonly person: Person;
}

/**
 * Takes a channel out of use, or into use again (product.md 39, decisions J). Its readers hear it with the channel, count what still uses
 * it, and close that where it is asked for; it is removed when they count none. What is as asked stays as it is, whatever its version.
 * Refuses with `channel-not-found`, `version-required`, `version-mismatch`, `already-removed` (restoring).
 */
export async function retireChannel(tx: Transaction, id: ChannelId, asked: Asked): Promise<void> {
  await oneAtATime(tx);
  const known = await channels(tx).find(id);
  if (!known) throw new Refusal('channel-not-found', 'There is no such channel.');
  const channel = turn('channel', known, asked, tx.now);
  if (channel === known) return;
  await channels(tx).save(channel);
  await recordChannels(tx, asked.person, [{ before: known, after: channel }], actionOf(asked));
  sayChannel(tx, channel);
}

/** The same for a messaging account; its channels go first (`account-in-use`, `account-not-found`). */
export async function retireAccount(tx: Transaction, id: AccountId, asked: Asked): Promise<void> {
  await oneAtATime(tx);
  const known = await accounts(tx).find(id);
  if (!known) throw new Refusal('account-not-found', 'There is no such messaging account.');
  const account = turn('account', known.account, asked, tx.now);
  if (account === known.account) return;
  if (asked.how !== 'restore') refuseWithChannels('account', await channels(tx).livingOf({ accountId: id }));
  await accounts(tx).update(account);
  const after = { ...known, account };
  await recordAccounts(tx, asked.person, [{ before: known, after }], actionOf(asked));
  sayAccount(tx, after);
}

/** The same for a workstream; its channels go first (`workstream-in-use`, `workstream-not-found`). */
export async function retireWorkstream(tx: Transaction, id: WorkstreamId, asked: Asked): Promise<void> {
  await oneAtATime(tx);
  const known = await workstreams(tx).find(id);
  if (!known) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const workstream = turn('workstream', known, asked, tx.now);
  if (workstream === known) return;
  if (asked.how !== 'restore') refuseWithChannels('workstream', await channels(tx).livingOf({ workstreamId: id }));
  await workstreams(tx).save(workstream);
  await recordWorkstreams(tx, asked.person, [{ before: known, after: workstream }], actionOf(asked));
  sayWorkstream(tx, workstream);
}

const actionOf = ({ how }: Asked): Action => (how === 'restore' ? 'restored' : 'retired');

function turn<Thing extends Life>(what: string, known: Thing, { how, from }: Asked, now: Date): Thing {
  const turned = how === 'restore' ? restore(known, now) : retire(known, how, now);
  if (turned !== known || from === null) refuseOtherVersion(known.version, from);
  return turned;
}
