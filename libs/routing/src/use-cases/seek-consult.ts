import { consultUnanswered, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { assign } from '../domain/choose-agents.ts';
import type { Line } from '../domain/snapshot.ts';
import { type WorkItem, saidOf } from '../domain/work-item.ts';
import { type ConsultSearch, consultSearches } from '../storage/consult-searches.ts';
import { consultations } from '../storage/consultations.ts';
import { offers } from '../storage/offers.ts';
import { queues } from '../storage/queues.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { whoServes } from '../storage/who-serves.ts';
import { workItems } from '../storage/work-items.ts';
import { offerToColleague } from './colleague-offers.ts';
import { show } from './show.ts';
import { termsOf } from './work-in-hand.ts';

/** How long until it is looked again for who may be free by now. */
const everyMs = 5000;
/** Nobody is asked who has less time than this to answer. */
const leastMs = 3000;
const everybody = 5000;

/**
 * Goes on with asking a queue for advice (product.md 18.3): its best agent who is free and was not asked yet is asked. When the time is
 * over without anybody, who asked is told why. Answers when to look again; null: it is over.
 */
export async function seekConsult(tx: Transaction, id: string): Promise<Date | null> {
  const asked = await consultSearches(tx).find(id);
  if (!asked) return null;
  const [item] = await workItems(tx).lockAny([asked.workItemId]);
  const search = await consultSearches(tx).find(id);
  if (!item || !search || search.endedAt) return null;
  // the conversation is over, or somebody else's
  if (item.status !== 'assigned' || item.agentId !== search.byAgentId) {
    await consultSearches(tx).save({ ...search, endedAt: tx.now });
    return null;
  }
  const standing = (await offers(tx).standingToColleagues([item.id])).some(({ searchId }) => searchId === id);
  const leftMs = search.endsAt.getTime() - tx.now.getTime();
  if (!standing && leftMs <= 0) {
    await endUnanswered(tx, search, item);
    return null;
  }
  if (!standing && leftMs >= leastMs) await askSomebody(tx, search, item);
  return new Date(tx.now.getTime() + Math.max(Math.min(everyMs, leftMs), 1000));
}

async function askSomebody(tx: Transaction, search: ConsultSearch, item: WorkItem): Promise<void> {
  const line = await lineOf(tx, search, item);
  if (!line) return;
  const skillIds = item.skills.map(({ skillId }) => skillId);
  const served = (await whoServes(tx, [search.queueId], skillIds, everybody)).get(search.queueId);
  const busy = await takingPart(tx, item);
  const people = (served?.people ?? []).filter(({ agent, isHeard }) => isHeard && !busy.has(agent.id));
  const { choices } = assign({
    now: tx.now,
    rules: rulesOf(await settingsNow(tx.manager)),
    items: [{ id: item.id, line, lastInteractionAt: tx.now, passes: search.passes }],
    agents: people.map(({ agent }) => agent),
    standings: new Map(people.map(({ agent, isHeard: _, ...one }) => [agent.id, one])),
    members: new Map([[search.queueId, people.map(({ agent }) => agent.id)]]),
  });
  const [choice] = choices;
  if (!choice) return;
  const why = 'A colleague asks your queue for advice';
  const { byAgentId, note } = search;
  const { agentId } = choice;
  await offerToColleague(tx, item, { slot: 'consult', agentId, byAgentId, takes: line.takes, why, note, search });
}

/** What is looked for: who is there and has room, the closest in skills first, each asked once. */
async function lineOf(tx: Transaction, { queueId }: ConsultSearch, item: WorkItem): Promise<Line | null> {
  const [queue] = await queues(tx).living([queueId]);
  if (!queue) return null;
  const { takes } = await termsOf(tx, item);
  return {
    queueId,
    priority: queue.priority,
    takes,
    allowedPresences: ['available', 'busy'],
    method: queue.assignmentMethod === 'custom' ? 'highest-capacity' : queue.assignmentMethod,
    skills: item.skills,
    matching: 'closest',
    favour: null,
    declines: { allowed: 1, pauseSeconds: null },
  };
}

/** Who has the item, is asked about it, or gives advice already. */
async function takingPart(tx: Transaction, item: WorkItem): Promise<ReadonlySet<string>> {
  const ids: readonly WorkItemId[] = [item.id];
  const asked = [...(await offers(tx).standingToColleagues(ids)), ...(await consultations(tx).ongoing(ids))];
  return new Set([item.agentId!, ...asked.map(({ agentId }) => agentId)]);
}

async function endUnanswered(tx: Transaction, search: ConsultSearch, item: WorkItem): Promise<void> {
  const said = saidOf(item);
  await workItems(tx).saveAll([said]);
  await consultSearches(tx).save({ ...search, endedAt: tx.now });
  const { id: workItemId, conversationId, version } = said;
  const { queueId, byAgentId } = search;
  const reason = Object.keys(search.passes).length > 0 ? 'nobody-answered' : 'nobody-there';
  const about = { conversationId, workItemId, queueId, byAgentId, version };
  tx.publish(consultUnanswered, { ...about, reason, endedAt: tx.now.toISOString() });
  await show(tx, { items: [said] });
}
