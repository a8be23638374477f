import { type AgentId, type ConsultRequest, type Person, Refusal, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { takeBack } from '../domain/agent.ts';
import { saidOf, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { consultations } from '../storage/consultations.ts';
import { offers } from '../storage/offers.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { endColleagueOffers, offerToColleague } from './colleague-offers.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';
import { locked, present, refuseOthers, termsOf } from './work-in-hand.ts';

/**
 * Who has a conversation asks a colleague for advice (product.md 18.3); it stays theirs. Asking the same one again is the same. Refuses with `not-yours`,
 * `work-item-state`, `agent-not-found`, `agent-away`, `own-conversation`, `too-many-consultees`.
 */
export async function consult(
  tx: Transaction,
  id: WorkItemId,
  { agentId, note }: ConsultRequest,
  by: Person,
): Promise<WorkItem> {
  const item = await locked(tx, id);
  refuseOthers(item, by, false);
  if (agentId === by.agentId) throw new Refusal('own-conversation', 'This conversation is your own.', 'agentId');
  const asked = (await offers(tx).standingToColleagues([id])).filter(({ slot }) => slot === 'consult');
  const ongoing = await consultations(tx).ongoing([id]);
  if ([...asked, ...ongoing].some((one) => one.agentId === agentId)) return item;
  const { organisation, assignment } = await settingsNow(tx.manager);
  if (asked.length + ongoing.length >= organisation.agent.consultees)
    throw new Refusal('too-many-consultees', `At most ${organisation.agent.consultees} can be asked for advice.`);
  await present(tx, agentId, false);
  const { takes } = await termsOf(tx, item);
  const blocked = assignment.consult.blockCapacity ? takes : { units: 0, profileIds: [] };
  const why = 'A colleague asks for your advice';
  await offerToColleague(tx, item, {
    slot: 'consult',
    agentId,
    byAgentId: by.agentId,
    takes: blocked,
    why,
    note: note || null,
  });
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
  await endColleagueOffers(
    tx,
    asked.map((one) => ({ id: one.id, how: 'withdrawn' })),
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
