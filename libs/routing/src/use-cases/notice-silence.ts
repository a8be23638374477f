import type { AgentId, LeaveRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, fallSilent, returnsUntil, silenceMs } from '../domain/agent.ts';
import { closeDesk } from '../domain/desks.ts';
import { isToColleague } from '../domain/offer.ts';
import { agentBeats } from '../storage/agent-beats.ts';
import { agents } from '../storage/agents.ts';
import { offers } from '../storage/offers.ts';
import { presenceSpans } from '../storage/presence-spans.ts';
import { workItems } from '../storage/work-items.ts';
import { agentLeft } from '../timers/agent-left.ts';
import { agentLost } from '../timers/agent-lost.ts';
import { agentSilence } from '../timers/agent-silence.ts';
import { endColleagueOffers } from './colleague-offers.ts';
import { type Ending, endWork } from './end-work.ts';
import { graceMs } from './hear-from-agent.ts';
import { becauseOf } from './say-offer.ts';
import { show } from './show.ts';

/**
 * An agent of whom nothing was heard for 30 s is offline; offers that stand are lost, conversations stay theirs as long as they may
 * come back to them (product.md 14, 17.2 T7, decisions L). Answers when to look again at one who was heard of.
 */
export async function noticeSilence(tx: Transaction, id: AgentId): Promise<Date | null> {
  const beat = await agentBeats(tx).lock(id);
  if (!beat) return null;
  const silentAt = new Date(beat.beatAt.getTime() + silenceMs);
  if (tx.now < silentAt) return silentAt;

  await disconnect(tx, id, beat.beatAt, { goneAt: beat.beatAt });
  return null;
}

/** A page that is loaded again says that it closes, too, and is back within this time: a refresh changes no presence (product.md 14). */
const reloadMs = 3_000;

/**
 * A desk closes: unless another one is open, or this one is back in a moment, the agent is offline from now on. Who signs out closes all of them,
 * and is offline at once.
 */
export async function leave(tx: Transaction, id: AgentId, { deskId, signOut }: LeaveRequest): Promise<Agent> {
  const beat = await agentBeats(tx).lock(id);
  const desks = signOut || !beat ? {} : closeDesk(beat.desks, deskId ?? null, tx.now);
  if (beat) await agentBeats(tx).save({ ...beat, desks });
  if (Object.keys(desks).length > 0) return agents(tx).get(id);
  if (beat && !signOut) {
    const backUntil = new Date(tx.now.getTime() + reloadMs);
    await tx.schedule(agentLeft, id, backUntil, { at: tx.now.toISOString() });
    return agents(tx).get(id);
  }
  await tx.cancel(agentSilence, id);
  return disconnect(tx, id, beat?.beatAt ?? tx.now, { goneAt: tx.now, signedOut: signOut });
}

/** Who left at this moment and was not heard of again is offline since then. Changes nothing for who is back. */
export async function noticeLeaving(tx: Transaction, id: AgentId, at: Date): Promise<void> {
  const beat = await agentBeats(tx).lock(id);
  if (!beat || beat.beatAt > at) return;
  await tx.cancel(agentSilence, id);
  await disconnect(tx, id, beat.beatAt, { goneAt: at });
}

/** Offers that stand are lost, conversations stay for as long as the agent may be back in time. The agent is offline since `goneAt`, which is before now where only silence told. */
async function disconnect(
  tx: Transaction,
  id: AgentId,
  heardAt: Date,
  { goneAt, signedOut = false }: { readonly goneAt: Date; readonly signedOut?: boolean },
): Promise<Agent> {
  const standing = await offers(tx).standingOf([id]);
  const items = await workItems(tx).lockOffered(
    standing.map(({ workItemId }) => workItemId),
    standing.map((offer) => offer.id),
  );
  await endWork(
    tx,
    items.map((item): Ending => ({ item, how: 'lost', because: 'desk-away', cause: becauseOf(tx, item) })),
  );
  await endColleagueOffers(
    tx,
    standing.filter(isToColleague).map((offer) => ({ id: offer.id, how: 'lost' })),
  );
  const before = await agents(tx).get(id);
  const agent = fallSilent(before, heardAt, goneAt, signedOut);
  if (agent !== before) {
    await presenceSpans(tx).forgetSince(id, goneAt);
    await tx.schedule(agentLost, id, returnsUntil(agent, await graceMs(tx)) ?? tx.now, {});
  }
  await agents(tx).saveAll([agent]);
  await show(tx, { agents: [agent] });
  return agent;
}
