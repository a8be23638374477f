import { channelId } from '#contracts';
import type { Retirement } from '#copies';
import type { Transaction } from '#event-bus';
import { closeRetired as decide } from '../domain/closing.ts';
import { conversations } from '../storage/conversations.ts';
import { keepAll } from './keep.ts';

/** How many are closed in one transaction. */
const atOnce = 200;

/** Closes some of the conversations of channels that are retired with `close-all` (product.md 39); true when there may be more. */
export async function closeRetired(tx: Transaction, retiring: readonly Retirement[]): Promise<boolean> {
  const ids = retiring.filter(({ kind }) => kind === 'channel').map(({ id }) => channelId.parse(id));
  if (ids.length === 0) return false;
  const some = await conversations(tx).notClosedOf(ids, atOnce);
  await keepAll(
    tx,
    some.map((before) => ({ before, ...decide(before, tx.now) })),
  );
  return some.length === atOnce;
}
