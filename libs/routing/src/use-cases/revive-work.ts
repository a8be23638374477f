import { type AgentId, type ConversationId, workItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, afterAccepting, give } from '../domain/agent.ts';
import { revive } from '../domain/another-episode.ts';
import { handTo, type WorkItem } from '../domain/work-item.ts';
import { takesOf } from '../domain/workstream.ts';
import { agents } from '../storage/agents.ts';
import { conversations } from '../storage/conversations.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { endWork } from './end-work.ts';
import type { ConversationChanged } from './follow-conversations.ts';
import { lookAtCrowded } from './look-at-crowded.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';

/**
 * An agent took a conversation back that waited for its customer (product.md 17.2 T10): it is work of theirs again, an episode of its own,
 * and takes of their capacity what it took before, room or not (13.5). What is older than the conversation's end that we know of is late, and
 * ignored. Whoever still has it keeps it; of what a supervisor gave out meanwhile (T18) it is theirs, unless somebody took that already.
 */
export async function reviveWork(tx: Transaction, events: readonly ConversationChanged[]): Promise<void> {
  const newest = new Map<ConversationId, ConversationChanged['data'] & { readonly agentId: AgentId }>();
  for (const { data } of events) {
    const { conversationId, reason, status, version, agentId } = data;
    if (reason !== 'agent-revived' || status !== 'active' || agentId === null) continue;
    if ((newest.get(conversationId)?.version ?? 0) < version) newest.set(conversationId, { ...data, agentId });
  }
  if (newest.size === 0) return;

  const heard = [...newest.values()].map(({ conversationId: id, version }) => ({ id, version }));
  await conversations(tx).keepRevivals([...newest].map(([id, revived]) => ({ id, revived })));
  const going = await conversations(tx).areGoing(heard);
  const before = Map.groupBy(await workItems(tx).lockAllOf([...going]), ({ conversationId }) => conversationId);
  const lasts = [...before.values()].map((items) => items.reduce((a, b) => (a.version > b.version ? a : b)));
  const known = await workstreams(tx).distributionsOf(lasts.map(({ workstreamId }) => workstreamId));
  const heardOf = lasts.filter(({ workstreamId }) => known.has(workstreamId));
  const revivers = heardOf.map(({ conversationId }) => newest.get(conversationId)!.agentId);
  await agents(tx).lock([...new Set([...revivers, ...heardOf.flatMap(({ agentId }) => agentId ?? [])])]);
  const told = await withoutOffers(tx, heardOf, (id) => newest.get(id)!.agentId);
  const staff = await agents(tx).lock(revivers);
  const agentById = new Map(staff.map((agent) => [agent.id, agent]));

  const begun: WorkItem[] = [];
  const kept: WorkItem[] = [];
  const won: WorkItem[] = [];
  const busier = new Map<AgentId, Agent>();
  for (const last of told) {
    const { agentId, version } = newest.get(last.conversationId)!;
    const agent = agentById.get(agentId);
    if (last.status !== 'done') {
      // the end of the episode before is not heard of yet: when it is, it is late
      if (last.status === 'assigned' && last.agentId === agentId && last.episode < version)
        kept.push({ ...last, episode: version, version: last.version + 1 });
      if (!agent || !isGivenOut(last)) continue;
    }
    if (!agent || (last.status === 'done' && last.episode >= version)) continue;
    const takes = takesOf(known.get(last.workstreamId)!, last.profileIds);
    if (last.status === 'done')
      begun.push(revive(last, { id: workItemId.parse(tx.newId()), episode: version, agentId }, takes, tx.now));
    else won.push({ ...handTo(last, agentId, null, takes), episode: version, acceptedAt: tx.now });
    const after = afterAccepting(give(agent, takes, tx.now), tx.now);
    agentById.set(agentId, after);
    busier.set(agentId, after);
  }
  await workItems(tx).insertAll(begun);
  await workItems(tx).saveAll(won);
  await workItems(tx).saveEpisodes([...kept, ...won]);
  for (const item of won)
    sayHandler(tx, item, item.agentId!, { mode: 'primary', change: 'joined', reason: 'assigned' }, null);
  await agents(tx).saveAll([...busier.values()]);
  if (busier.size > 0) await lookAtCrowded(tx, [...busier.values()]);
  await show(tx, { items: [...begun, ...kept, ...won], agents: [...busier.values()] });
  // their desk shows it already, and could not be told before what it is work of
  for (const { id, version, conversationId, agentId } of [...begun, ...kept, ...won])
    tx.show(
      { agents: [agentId!], supervisors: false },
      { kind: 'my-work', id, version, view: { workItemId: id, conversationId, part: 'primary', asked: [] } },
    );
}

/** A supervisor gave it out, and nobody has taken it yet. */
const isGivenOut = ({ status, waitedSince }: WorkItem): boolean =>
  waitedSince !== null && (status === 'waiting' || status === 'offered');

/** Nobody else is asked any more about what was given out. */
async function withoutOffers(
  tx: Transaction,
  items: readonly WorkItem[],
  takerOf: (id: ConversationId) => AgentId,
): Promise<readonly WorkItem[]> {
  const offered = items.filter((item) => isGivenOut(item) && item.status === 'offered');
  const back = new Map(
    (
      await endWork(
        tx,
        offered.map((item) => ({
          ...{ item, how: 'withdrawn' as const, cause: tx },
          instead: takerOf(item.conversationId),
        })),
      )
    ).map((item) => [item.id, item]),
  );
  return items.map((item) => back.get(item.id) ?? item);
}
