import { type AccountId, type NumberId, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { moveChannel } from '../domain/channel.ts';
import { type AccountWithNumbers, moveNumber } from '../domain/messaging-account.ts';
import { refuseRetired } from '../domain/retirement.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { checks } from '../storage/checks.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { recordAccounts, recordChannels } from './record-change.ts';
import { sayAccount } from './say-account.ts';
import { sayChannel } from './say-channel.ts';

/** A number, the account that has it, and the one that is to have it. */
export interface Move {
  readonly from: AccountId;
  readonly numberId: NumberId;
  readonly to: AccountId;
}

/**
 * Moves a number to another account, of the same provider or of another, with its channel: workstream, settings, texts and consent stay, what
 * is written from now on leaves through the other account, and what the former one still brings is taken in (product.md 43 G38). Where it is
 * there already nothing changes. Refuses with `account-not-found`, `number-not-found`, `retired`, `already-removed`.
 */
export async function moveNumberTo(tx: Transaction, person: Person, move: Move): Promise<AccountWithNumbers> {
  await oneAtATime(tx);
  const from = await accounts(tx).find(move.from);
  if (!from) throw new Refusal('account-not-found', 'There is no such messaging account.');
  const to = await accounts(tx).find(move.to);
  if (!to) throw new Refusal('unreadable', 'There is no such messaging account.', 'to');
  if (to.numbers.some(({ id }) => id === move.numberId)) return to;
  refuseRetired('account', to.account, 'to');
  const after = moveNumber(from, to, move.numberId, tx.now);
  await accounts(tx).saveAll([after.from, after.to], []);
  await checks(tx).forgetNumbers([move.numberId]);
  await recordAccounts(tx, person, [
    { before: from, after: after.from },
    { before: to, after: after.to },
  ]);
  sayAccount(tx, after.to);
  sayAccount(tx, after.from);
  const moved = (await channels(tx).livingOf({ numberId: move.numberId })).map((before) => ({
    before,
    after: moveChannel(before, to.account, tx.now),
  }));
  await channels(tx).saveAll(moved.map(({ after }) => after));
  await recordChannels(tx, person, moved);
  for (const { after } of moved) sayChannel(tx, after);
  return after.to;
}
