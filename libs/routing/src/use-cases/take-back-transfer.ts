import { type AgentId, type Person, Refusal, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { offers } from '../storage/offers.ts';
import { endColleagueOffers } from './colleague-offers.ts';
import { locked, refuseOthers } from './work-in-hand.ts';

/**
 * A colleague who was asked to take a conversation over, and has not answered, is asked no more (product.md 18.2, 18.4): it stays with who has it. By them, or by
 * a supervisor. Once more is the same. Refuses with `already-taken` when the colleague has agreed, `not-yours`, `work-item-state`.
 */
export async function takeBackTransfer(
  tx: Transaction,
  id: WorkItemId,
  agentId: AgentId,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  if (item.agentId === agentId) throw new Refusal('already-taken', 'This colleague has taken the conversation.');
  refuseOthers(item, by, by.roles.includes('supervisor'));
  const asked = (await offers(tx).standingToColleagues([id])).filter(
    (one) => one.slot === 'transfer' && one.agentId === agentId,
  );
  await endColleagueOffers(
    tx,
    asked.map((one) => ({ id: one.id, how: 'withdrawn', reason: 'taken-back' })),
  );
  return locked(tx, id);
}
