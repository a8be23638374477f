import type { WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Workstream } from '../domain/workstream.ts';
import { assignmentTurn } from '../storage/assignment-turn.ts';
import { workItems } from '../storage/work-items.ts';
import { endWork } from './end-work.ts';
import { becauseOf } from './say-offer.ts';

/**
 * Workstreams hand out their work in another way from now on (product.md 43 G32). Where it is taken from the list, nobody is asked any more:
 * offers that stand are taken back, count for nothing, and what they were about can be taken at once. Where it is offered, what waits is
 * offered in its order. Who has work keeps it either way.
 */
export async function followModes(
  tx: Transaction,
  before: ReadonlyMap<WorkstreamId, Pick<Workstream, 'mode'>>,
  after: readonly Pick<Workstream, 'id' | 'mode'>[],
): Promise<void> {
  const isPick = (one: Pick<Workstream, 'mode'>) => one.mode === 'pick';
  const changed = after.filter((one) => before.has(one.id) && isPick(before.get(one.id)!) !== isPick(one));
  if (changed.length === 0) return;
  // an assignment under way still goes by what was said before
  await assignmentTurn(tx).wait();
  const items = await workItems(tx).lockOfferedOf(changed.filter(isPick).map(({ id }) => id));
  await endWork(
    tx,
    items.map((item) => ({ item, how: 'withdrawn', because: 'not-offered', cause: becauseOf(tx, item) })),
  );
  tx.wake('assignment');
}
