import type { Transaction } from '#event-bus';
import type { Reconciliation } from '../domain/reconciliation.ts';
import { reconciliations } from '../storage/reconciliations.ts';

/** Writes down how far it came, unless what it began with is not so any more: then the next round sees to it. */
export async function moveReconciliation(
  tx: Transaction,
  begun: Reconciliation,
  move: (now: Reconciliation) => Reconciliation,
): Promise<void> {
  const now = await reconciliations(tx).find(begun);
  const isSame = now?.mark.getTime() === begun.mark.getTime() && now.cursor?.getTime() === begun.cursor?.getTime();
  if (now && isSame) await reconciliations(tx).save([move(now)]);
}
