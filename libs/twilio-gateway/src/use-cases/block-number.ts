import { type BlockedNumberHistoryView, type NumberOrPseudonym, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { block, type BlockedNumber, type BlockingEntry, report, unblock } from '../domain/blocking.ts';
import { blockedNumberOf } from '../queries/blocked-numbers.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import { refuseUnheard } from '../storage/heard-from.ts';

/**
 * An administrator blocks a number: its texts reach nobody, and none leaves to it (product.md 31). A blocked one stays as it is. Refuses
 * with `unreadable` a name or a number without a plus that nobody wrote from.
 */
export async function blockNumber(
  tx: Transaction,
  person: Person,
  number: NumberOrPseudonym,
  comment: string,
): Promise<BlockedNumberHistoryView> {
  await refuseUnheard(tx.manager, number, 'number');
  const after = block(await blockedNumbers(tx).get(number), number, person, comment, tx.now);
  return decided(tx, number, after, 'blocked');
}

/** An administrator lets it through again, or finds reports of it unfounded. Refuses with `blocked-number-not-found`. */
export async function unblockNumber(
  tx: Transaction,
  person: Person,
  number: NumberOrPseudonym,
  comment: string,
): Promise<BlockedNumberHistoryView> {
  const after = unblock(await blockedNumbers(tx).get(number), person, comment, tx.now);
  return decided(tx, number, after, 'unblocked');
}

async function decided(
  tx: Transaction,
  number: NumberOrPseudonym,
  after: BlockedNumber | null,
  kind: BlockingEntry['kind'],
): Promise<BlockedNumberHistoryView> {
  if (after) {
    const { comment, changedById: actorId, changedByName: actorName } = after;
    await blockedNumbers(tx).keep(after, { id: tx.newId(), number, kind, comment, actorId, actorName, at: tx.now });
  }
  return blockedNumberOf(tx.manager, number);
}

/**
 * Somebody reports a number; enough reports block it by themselves, where that is set. The id is the client's: the same report once more
 * changes nothing. Refuses with `already-exists` for another report under this id, with `unreadable` as `blockNumber` does.
 */
export async function reportNumber(
  tx: Transaction,
  person: Person,
  number: NumberOrPseudonym,
  id: string,
  comment: string,
): Promise<BlockedNumberHistoryView> {
  await refuseUnheard(tx.manager, number, 'number');
  const before = await blockedNumbers(tx).get(number);
  const existing = await blockedNumbers(tx).findEntry(id);
  if (existing) {
    const isSame = existing.number === number && existing.kind === 'reported' && existing.comment === comment;
    if (!isSame || existing.actorId !== person.agentId)
      throw new Refusal('already-exists', 'There is another report with this id.', 'id');
    return blockedNumberOf(tx.manager, number);
  }
  const { after, blocksItself } = report(before, number, await blockedNumbers(tx).settings(), tx.now);
  const entry = { number, at: tx.now };
  const reported = {
    ...entry,
    id,
    kind: 'reported' as const,
    comment,
    actorId: person.agentId,
    actorName: person.name,
  };
  const byItself = {
    ...entry,
    id: tx.newId(),
    kind: 'blocked-by-reports' as const,
    comment: '',
    actorId: null,
    actorName: null,
  };
  await blockedNumbers(tx).keep(after, reported, ...(blocksItself ? [byItself] : []));
  return blockedNumberOf(tx.manager, number);
}
