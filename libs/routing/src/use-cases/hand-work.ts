import { type AgentId, type Person, type QueueId, Refusal, type WorkItemId, type WorkTarget } from '#contracts';
import type { Transaction } from '#event-bus';
import { afterAccepting, give, mayTake } from '../domain/agent.ts';
import { handTo, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { explanations, tellPlacement } from '../storage/explanations.ts';
import { offers } from '../storage/offers.ts';
import { refuseUnoffered } from '../storage/offered-targets.ts';
import { queues } from '../storage/queues.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { offerToColleague } from './colleague-offers.ts';
import { endWork } from './end-work.ts';
import { leaveHands } from './leave-hands.ts';
import { lookAtCrowded } from './look-at-crowded.ts';
import { offerDirectly } from './offer-directly.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';
import { takeUpWork } from './take-up-work.ts';
import { alreadyTaken, locked, present, refuseEnded, refuseOthers, termsOf } from './work-in-hand.ts';

/**
 * An agent takes a waiting item of a queue they serve out of the list (product.md 19.1): by one statement, so that of many clicks one has it.
 * Where work is pushed and may not be selected, only with presence and room for it; else whatever their capacity. Picking once more is the same.
 * Refuses with `work-item-not-found`, `not-your-queue`, `already-taken`, `no-room`.
 */
export async function pickWork(tx: Transaction, id: WorkItemId, by: AgentId): Promise<WorkItem> {
  const item = await locked(tx, id);
  if (item.status === 'assigned' && item.agentId === by) return item;
  if (!(await queues(tx).whoServes([item.queueId], [by])).has(`${item.queueId} ${by}`))
    throw new Refusal('not-your-queue', 'You do not serve the queue of this conversation.');
  if (item.status !== 'waiting') throw await alreadyTaken(tx, item);
  const { takes, mode, allowSelectingFromPush, allowedPresences } = await termsOf(tx, item);
  const agent = await agents(tx).get(by);
  const isFree = mode === 'pick' || allowSelectingFromPush || item.passes[by] !== undefined;
  if (!isFree && !mayTake(agent, takes, allowedPresences))
    throw new Refusal('no-room', 'You have no room for this conversation, or are not present for it.');
  const after = { ...handTo(item, by, null, takes), acceptedAt: tx.now };
  const busier = afterAccepting(give(agent, takes, tx.now), tx.now);
  await workItems(tx).saveAll([after]);
  await agents(tx).saveAll([busier]);
  await lookAtCrowded(tx, [busier]);
  await explanations(tx).append([tellPlacement(after, { what: 'picked', by, from: item, to: after })]);
  sayHandler(tx, after, by, { mode: 'primary', change: 'joined', reason: 'picked' }, by);
  await show(tx, { items: [after], agents: [busier] });
  tx.wake('queue-figures');
  return after;
}

/**
 * Who has a conversation hands it to a colleague, who is asked, or back into a queue; a supervisor does it for them (product.md 18.2, 18.4), and gives
 * out what waits for its customer (17.2 T18). To the same target once more is the same. Refuses with `not-yours`, `work-item-state`, `agent-not-found`, `agent-away`, `queue-not-found`, `queue-closed`
 * (an agent, and its operating hours), `same-queue`, `transfer-off`, `target-not-offered`.
 */
export async function transferWork(tx: Transaction, id: WorkItemId, to: WorkTarget, by: Person): Promise<WorkItem> {
  if (by.roles.includes('supervisor')) {
    const seen = await workItems(tx).find(id);
    if (seen?.status === 'done') return takeUpWork(tx, seen.conversationId, to, by);
  }
  const item = await locked(tx, id);
  const note = to.note || null;
  const isSupervisor = by.roles.includes('supervisor') && item.agentId !== by.agentId;
  if (!isSupervisor && item.agentId === null && to.queueId === item.queueId) return item;
  if (to.agentId !== undefined && item.status === 'assigned' && item.agentId === to.agentId) return item;
  refuseOthers(item, by, isSupervisor);
  await refuseEnded(tx, item);
  // back into its own queue is no target that has to be offered
  if (!isSupervisor && to.queueId !== item.queueId) await refuseUnoffered(tx.manager, item, 'transfer', to, tx.now);
  const { agent, supervisor } = (await settingsNow(tx.manager)).organisation;
  if (isSupervisor && !supervisor.transfer)
    throw new Refusal('transfer-off', 'Supervisors do not pass conversations on here.');
  if (to.queueId !== undefined) return toQueue(tx, item, to.queueId, { by: by.agentId, isSupervisor, note });
  if (!isSupervisor && !agent.transferToAgents)
    throw new Refusal('transfer-off', 'Conversations are passed on to queues only.', 'agentId');
  const standing = (await offers(tx).standingToColleagues([id])).filter(({ slot }) => slot === 'transfer');
  if (standing.some(({ agentId }) => agentId === to.agentId)) return item;
  if (standing.length > 0)
    throw new Refusal('already-asked', 'Somebody else is asked already to take this conversation.');
  await present(tx, to.agentId!, isSupervisor);
  const { takes } = await termsOf(tx, item);
  const why = isSupervisor ? 'A supervisor hands it to you' : 'A colleague hands it to you';
  await offerToColleague(tx, item, { slot: 'transfer', agentId: to.agentId!, byAgentId: by.agentId, takes, why, note });
  return locked(tx, id);
}

async function toQueue(
  tx: Transaction,
  item: WorkItem,
  queueId: QueueId,
  { by, isSupervisor, note }: { readonly by: AgentId; readonly isSupervisor: boolean; readonly note: string | null },
): Promise<WorkItem> {
  const queue = (await queuesNow(tx).some([queueId])).get(queueId);
  if (!queue) throw new Refusal('queue-not-found', 'There is no such queue.', 'queueId');
  if (!queue.isOpen && !isSupervisor && queueId !== item.queueId)
    throw new Refusal('queue-closed', `${queue.name} is outside its operating hours.`, 'queueId');
  const reason = isSupervisor
    ? 'supervisor-assign-to-queue'
    : queueId === item.queueId
      ? 'released'
      : 'agent-transfer-to-queue';
  const [after] = await leaveHands(tx, [{ item, queue, note }], { reason, by });
  return after!;
}

/** A supervisor puts work into a queue, or gives it to an agent: what is in the queues, what an agent has, what waits for its customer. Once more is the same. */
export async function placeOne(tx: Transaction, id: WorkItemId, to: WorkTarget, by: Person): Promise<WorkItem> {
  const item = await workItems(tx).find(id);
  const isTransfer = item?.status === 'done' || (item?.status === 'assigned' && to.queueId !== undefined);
  return isTransfer ? transferWork(tx, id, to, by) : assignWorkItem(tx, id, to, by);
}

/**
 * A supervisor places work that nobody has (product.md 18.4): into another queue, or by offering it to an agent, whatever their capacity. Whoever
 * is asked just now and has not answered is asked no more (15.5). Once more is the same. Refuses with `assign-off`, `already-taken`, `agent-not-found`, `agent-away`, `queue-not-found`.
 */
export async function assignWorkItem(tx: Transaction, id: WorkItemId, to: WorkTarget, by: Person): Promise<WorkItem> {
  const item = await locked(tx, id);
  if (!(await settingsNow(tx.manager)).organisation.supervisor.assign)
    throw new Refusal('assign-off', 'Supervisors do not assign conversations here.');
  if (to.agentId !== undefined && item.status !== 'waiting' && item.agentId === to.agentId) return item;
  if (item.status !== 'waiting' && item.status !== 'offered') throw await alreadyTaken(tx, item);
  if (item.queueId === to.queueId) return item;
  const free = item.status === 'offered' ? await askedNoMore(tx, item, to) : item;
  if (to.queueId !== undefined)
    return toQueue(tx, free, to.queueId, { by: by.agentId, isSupervisor: true, note: to.note || null });
  const agent = await present(tx, to.agentId!, true);
  const { takes, offerSeconds } = await termsOf(tx, free);
  return offerDirectly(tx, free, agent, {
    ...{ takes, offerSeconds, byAgentId: by.agentId, note: to.note || null },
    tells: { what: 'assigned', from: free },
  });
}

/** The locked item as it is once nobody is asked to take it. Locks who was, and who is to be, in their order. */
async function askedNoMore(tx: Transaction, item: WorkItem, to: WorkTarget): Promise<WorkItem> {
  await agents(tx).lock([item.agentId!, ...(to.agentId ? [to.agentId] : [])]);
  const [free] = await endWork(tx, [{ item, how: 'withdrawn', instead: to.agentId, cause: tx }]);
  return free!;
}
