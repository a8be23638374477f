import { channelId } from '#contracts';
import type { Retirement } from '#copies';
import type { Transaction } from '#event-bus';
import { closeRetired as decide } from '../domain/closing.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { closeIdle } from '../timers/close-idle-conversation.ts';
import { sayChange, showConversation } from './say.ts';

/** How many are closed in one transaction. */
const atOnce = 200;

/** Closes some of the conversations of channels that are retired with `close-all` (product.md 39); true when there may be more. */
export async function closeRetired(tx: Transaction, retiring: readonly Retirement[]): Promise<boolean> {
  const ids = retiring.filter(({ kind }) => kind === 'channel').map(({ id }) => channelId.parse(id));
  if (ids.length === 0) return false;
  const some = await conversations(tx).notClosedOf(ids, atOnce);
  const changed = some.map((before) => ({ before, ...decide(before, tx.now) }));
  await conversations(tx).save(...changed.map(({ conversation }) => conversation));
  await tx.cancelAll(
    closeIdle,
    some.map(({ id }) => id),
  );
  const channels = await channelsOf(tx.manager, ids);
  for (const { before, conversation, change } of changed) {
    sayChange(tx, conversation, change);
    showConversation(tx, { before, conversation }, channels.get(conversation.channelId));
  }
  return some.length === atOnce;
}
