import {
  type AgentId,
  type ConversationId,
  defaultQueueId,
  type Person,
  Refusal,
  workItemId,
  type WorkTarget,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { arrive } from '../domain/place.ts';
import { takeUp } from '../domain/another-episode.ts';
import { type WorkItem, withPlace } from '../domain/work-item.ts';
import { conversations } from '../storage/conversations.ts';
import { explanations, tellPlacement } from '../storage/explanations.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { keepDefaultQueue } from './keep-default-queue.ts';
import { offerDirectly } from './offer-directly.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';
import { tellPlacements } from './tell-placements.ts';
import { alreadyTaken, present, termsOf } from './work-in-hand.ts';

/**
 * A supervisor gives out a conversation that waits for its customer (product.md 17.2 T18, 18.4): it is work again, an episode of its own, offered to
 * this agent or waiting in this queue. To the same once more is the same. Refuses with `transfer-off`, `work-item-state` what does not wait,
 * `already-taken` what somebody else is offered or has since, `agent-not-found`, `agent-away`, `queue-not-found`.
 */
export async function takeUpWork(tx: Transaction, id: ConversationId, to: WorkTarget, by: Person): Promise<WorkItem> {
  if (!(await settingsNow(tx.manager)).organisation.supervisor.transfer)
    throw new Refusal('transfer-off', 'Supervisors do not pass conversations on here.');
  const waits = await conversations(tx).lockWaiting(id);
  const last = (await workItems(tx).lockAllOf([id])).reduce((a, b) => (a.version > b.version ? a : b));
  if (last.status !== 'done') {
    if (to.agentId === undefined ? isIn(last, to) : last.agentId === to.agentId) return last;
    if (last.status === 'waiting') throw new Refusal('already-taken', 'This conversation waits in a queue already.');
    throw await alreadyTaken(tx, last);
  }
  if (waits === null || waits.version < last.episode)
    throw new Refusal('work-item-state', 'The conversation does not wait for its customer: it has ended.');
  const episode = { episode: waits.version + 1, waitedSince: waits.since, note: to.note || null };
  return to.agentId === undefined ? intoQueue(tx, last, to, episode, by) : toAgent(tx, last, to.agentId, episode, by);
}

const isIn = ({ status, queueId }: WorkItem, to: WorkTarget): boolean => status === 'waiting' && queueId === to.queueId;

type Episode = Pick<WorkItem, 'episode' | 'waitedSince' | 'note'>;

async function toAgent(
  tx: Transaction,
  last: WorkItem,
  agentId: AgentId,
  episode: Episode,
  by: Person,
): Promise<WorkItem> {
  const agent = await present(tx, agentId, true);
  // where nobody takes it, it waits in the queue that it had
  const home = (await queuesNow(tx).some([last.queueId])).has(last.queueId) ? last.queueId : defaultQueueId;
  if (home === defaultQueueId) await keepDefaultQueue(tx);
  const lines = await queuesNow(tx).some([home]);
  const { overflowsAt, heeds } = arrive({ queueId: home, instead: null, ruleId: null }, lines, tx.now);
  const place = { queueId: home, overflowsAt, heeds };
  const item = takeUp(last, { ...episode, ...place, id: workItemId.parse(tx.newId()) }, tx.now);
  await workItems(tx).insertAll([item]);
  const { takes, offerSeconds } = await termsOf(tx, item);
  const { note } = item;
  const tells = { what: 'taken-up', from: last } as const;
  return offerDirectly(tx, item, agent, { takes, offerSeconds, byAgentId: by.agentId, note, tells });
}

async function intoQueue(
  tx: Transaction,
  last: WorkItem,
  { queueId }: WorkTarget,
  episode: Episode,
  { agentId: by }: Person,
): Promise<WorkItem> {
  const lines = await queuesNow(tx).some([queueId!]);
  if (!lines.has(queueId!)) throw new Refusal('queue-not-found', 'There is no such queue.', 'queueId');
  const placement = arrive({ queueId: queueId!, instead: null, ruleId: null }, lines, tx.now);
  const { overflowsAt, heeds } = placement;
  const place = { queueId: queueId!, overflowsAt, heeds };
  const begun = takeUp(last, { ...episode, ...place, id: workItemId.parse(tx.newId()) }, tx.now);
  const item = placement.ends ? withPlace(begun, placement, begun.escalations, tx.now) : begun;
  await workItems(tx).insertAll([item]);
  await explanations(tx).append([tellPlacement(item, { what: 'taken-up', by, from: last, to: item })]);
  if (placement.ends) await tellPlacements(tx, [{ item, placement, tellings: [], cause: tx }]);
  else {
    const reason = 'supervisor-assign-to-queue';
    sayHandler(tx, item, last.agentId ?? by, { mode: 'primary', change: 'left', reason }, by);
  }
  await show(tx, { items: [item] });
  for (const loop of ['assignment', 'queue-figures', 'overflow']) tx.wake(loop);
  return item;
}
