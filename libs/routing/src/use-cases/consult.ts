import { type AgentId, type ConsultRequest, type Person, type QueueId, Refusal, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { takeBack } from '../domain/agent.ts';
import { saidOf, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { type ConsultSearch, consultSearches } from '../storage/consult-searches.ts';
import { consultations } from '../storage/consultations.ts';
import { offers } from '../storage/offers.ts';
import { refuseUnoffered } from '../storage/offered-targets.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { consultSearch } from '../timers/consult-search.ts';
import { endColleagueOffers, offerToColleague } from './colleague-offers.ts';
import { sayHandler } from './say-handler.ts';
import { seekConsult } from './seek-consult.ts';
import { show } from './show.ts';
import { locked, present, refuseEnded, refuseOthers, termsOf } from './work-in-hand.ts';

/**
 * Who has a conversation asks a colleague, or a queue, for advice (product.md 18.3); it stays theirs. Asking the same one again is the same. Refuses with
 * `not-yours`, `work-item-state`, `too-many-consultees`, `target-not-offered`; a colleague with `agent-not-found`, `agent-away`, `own-conversation`; a queue with
 * `consult-to-queue-off`, `queue-not-found`, `queue-closed`, `queue-empty`.
 */
export async function consult(
  tx: Transaction,
  id: WorkItemId,
  { agentId, queueId, note }: ConsultRequest,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  refuseOthers(item, by, false);
  await refuseEnded(tx, item);
  await refuseUnoffered(tx.manager, item, 'consult', { agentId, queueId }, tx.now);
  if (queueId !== undefined) return askQueue(tx, item, queueId, note || null);
  return askColleague(tx, item, agentId!, note || null);
}

async function askColleague(tx: Transaction, item: WorkItem, agentId: AgentId, note: string | null): Promise<WorkItem> {
  const { id } = item;
  if (agentId === item.agentId) throw new Refusal('own-conversation', 'This conversation is your own.', 'agentId');
  const { asked, ongoing, searches } = await advisersOf(tx, item);
  if ([...asked, ...ongoing].some((one) => one.agentId === agentId)) return item;
  const { organisation, assignment } = await settingsNow(tx.manager);
  refuseTooMany(asked.length + ongoing.length + searches.length, organisation.agent.consultees);
  await present(tx, agentId, false);
  const { takes } = await termsOf(tx, item);
  const blocked = assignment.consult.blockCapacity ? takes : { units: 0, profileIds: [] };
  const why = 'A colleague asks for your advice';
  await offerToColleague(tx, item, {
    slot: 'consult',
    agentId,
    byAgentId: item.agentId!,
    takes: blocked,
    why,
    note,
  });
  return locked(tx, id);
}

/** One of its agents after the other is asked, until one agrees or the time is over. */
async function askQueue(tx: Transaction, item: WorkItem, queueId: QueueId, note: string | null): Promise<WorkItem> {
  const { organisation, assignment } = await settingsNow(tx.manager);
  const { toQueue, searchSeconds } = assignment.consult;
  if (!toQueue) throw new Refusal('consult-to-queue-off', 'Only colleagues are asked for advice here.', 'queueId');
  const queue = (await queuesNow(tx).some([queueId])).get(queueId);
  if (!queue) throw new Refusal('queue-not-found', 'There is no such queue.', 'queueId');
  if (!queue.isOpen) throw new Refusal('queue-closed', `${queue.name} is outside its operating hours.`, 'queueId');
  if (!queue.hasMembers) throw new Refusal('queue-empty', `Nobody serves ${queue.name}.`, 'queueId');
  const { asked, ongoing, searches } = await advisersOf(tx, item);
  if (searches.some((one) => one.queueId === queueId)) return item;
  refuseTooMany(asked.length + ongoing.length + searches.length, organisation.agent.consultees);
  const search: ConsultSearch = {
    id: tx.newId(),
    workItemId: item.id,
    queueId,
    byAgentId: item.agentId!,
    note,
    passes: {},
    beganAt: tx.now,
    endsAt: new Date(tx.now.getTime() + searchSeconds * 1000),
    endedAt: null,
  };
  await consultSearches(tx).save(search);
  const again = await seekConsult(tx, search.id);
  await tx.schedule(consultSearch, search.id, again!, {});
  return locked(tx, item.id);
}

/** Who is asked about an item, who advises, and which queues are asked; an agent who is asked for a queue's sake counts as that queue. */
async function advisersOf(tx: Transaction, { id }: WorkItem) {
  const standing = await offers(tx).standingToColleagues([id]);
  const searches = await consultSearches(tx).ongoing(id);
  const asked = standing.filter(({ slot, searchId }) => slot === 'consult' && searchId === null);
  return { asked, searches, ongoing: await consultations(tx).ongoing([id]) };
}

function refuseTooMany(already: number, most: number): void {
  if (already >= most) throw new Refusal('too-many-consultees', `At most ${most} can be asked for advice.`);
}

/** Who asked a queue for advice asks it no more; who of it was asked need not answer. Once more is the same. Refuses with `not-yours`, `work-item-state`. */
export async function endConsultSearch(
  tx: Transaction,
  id: WorkItemId,
  queueId: QueueId,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  refuseOthers(item, by, by.roles.includes('supervisor'));
  const search = (await consultSearches(tx).ongoing(id)).find((one) => one.queueId === queueId);
  if (!search) return item;
  await consultSearches(tx).save({ ...search, endedAt: tx.now });
  await tx.cancel(consultSearch, search.id);
  const asked = (await offers(tx).standingToColleagues([id])).filter(({ searchId }) => searchId === search.id);
  await endColleagueOffers(
    tx,
    asked.map((one) => ({ id: one.id, how: 'withdrawn', reason: 'taken-back' })),
  );
  return locked(tx, id);
}

/** Either side ends the advice, also before it was agreed to (product.md 18.3). Once more is the same. Refuses with `not-yours`. */
export async function endConsultation(
  tx: Transaction,
  id: WorkItemId,
  agentId: AgentId,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  if (by.agentId !== agentId && item.agentId !== by.agentId && !by.roles.includes('supervisor'))
    throw new Refusal('not-yours', 'Only who asked or who gives advice can end it.');
  const asked = (await offers(tx).standingToColleagues([id])).filter(
    (one) => one.slot === 'consult' && one.agentId === agentId,
  );
  for (const search of await consultSearches(tx).some(asked.flatMap(({ searchId }) => searchId ?? [])))
    await consultSearches(tx).save({ ...search, endedAt: tx.now });
  await endColleagueOffers(
    tx,
    asked.map((one) => ({ id: one.id, how: 'withdrawn', reason: 'taken-back' })),
  );
  const [ongoing] = (await consultations(tx).ongoing([id])).filter((one) => one.agentId === agentId);
  if (!ongoing) return locked(tx, id);
  const current = await locked(tx, id);
  const said = saidOf(current);
  await workItems(tx).saveAll([said]);
  const { units, heldProfileIds: profileIds } = ongoing;
  const free = takeBack(await agents(tx).get(agentId), { units, profileIds }, tx.now);
  await agents(tx).saveAll([free]);
  await consultations(tx).endAll([{ ...ongoing, endedAt: tx.now }]);
  sayHandler(tx, said, agentId, { mode: 'consult', change: 'left', reason: 'consult-ended' }, by.agentId);
  await show(tx, { items: [said], agents: [free] });
  tx.wake('assignment');
  return said;
}
