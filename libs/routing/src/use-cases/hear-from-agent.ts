import type { AgentId, OfferId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, comeBack, silenceMs } from '../domain/agent.ts';
import { unseenMs } from '../domain/offer.ts';
import { openDesks } from '../domain/desks.ts';
import { acknowledge } from '../domain/shown-offers.ts';
import { agentBeats } from '../storage/agent-beats.ts';
import { agents } from '../storage/agents.ts';
import { offers } from '../storage/offers.ts';
import { settingsNow } from '../storage/settings.ts';
import { agentLost } from '../timers/agent-lost.ts';
import { agentSilence } from '../timers/agent-silence.ts';
import { offerDue } from '../timers/offer-due.ts';
import { show } from './show.ts';

/** A sign of life from an agent who changes something of theirs. Answers the agent, locked. */
export const hearFromAgent = (tx: Transaction, id: AgentId): Promise<Agent> =>
  hear(tx, id, [], undefined, (agent) => agent.get(id));

/**
 * A sign of life from an agent's desk, and the offers it shows. Answers the agent, who is not locked where nothing of them changes: desks say
 * so all the time, and neither they nor the assignment have to wait for each other. Who is there falls silent only under the lock of their beat, which this one has.
 */
export const beat = (tx: Transaction, id: AgentId, showing: readonly OfferId[], deskId?: string): Promise<Agent> =>
  hear(tx, id, showing, deskId, async (agent) => {
    const seen = await agent.see(id);
    return seen.silentSince === null ? seen : agent.get(id);
  });

async function hear(
  tx: Transaction,
  id: AgentId,
  showing: readonly OfferId[],
  deskId: string | undefined,
  read: (table: ReturnType<typeof agents>) => Promise<Agent>,
): Promise<Agent> {
  const before = await agentBeats(tx).lock(id);
  await agentBeats(tx).save({
    agentId: id,
    beatAt: tx.now,
    shown: acknowledge(before?.shown ?? {}, showing, tx.now),
    desks: openDesks(before?.desks ?? {}, deskId ?? null, tx.now),
  });
  const agent = await read(agents(tx));
  const present = agent.silentSince === null ? agent : comeBack(agent, tx.now, await graceMs(tx));
  if (present !== agent) {
    await tx.cancel(agentLost, id);
    await agents(tx).saveAll([present]);
    await show(tx, { agents: [present] });
  }
  if (present !== agent || !before) await watch(tx, id);
  await lookAtNew(
    tx,
    showing.filter((offer) => before?.shown[offer] === undefined),
  );
  // nobody is offered anything while their desk is quiet
  if (!before || tx.now.getTime() - before.beatAt.getTime() >= unseenMs) tx.wake('assignment');
  return present;
}

/** From now on silence is noticed. */
const watch = (tx: Transaction, id: AgentId): Promise<void> =>
  tx.schedule(agentSilence, id, new Date(tx.now.getTime() + silenceMs), {});

/** What becomes the agent's as soon as a desk shows it is looked at now. */
async function lookAtNew(tx: Transaction, shown: readonly OfferId[]): Promise<void> {
  if (shown.length === 0) return;
  const ids = await offers(tx).assignedOnceShown(shown);
  await tx.scheduleAll(
    offerDue,
    ids.map((subject) => ({ subject, dueAt: tx.now, data: {} })),
  );
}

/** How long presence and conversations are kept for who comes back. */
export const graceMs = async ({ manager }: Transaction): Promise<number> =>
  (await settingsNow(manager)).organisation.agent.reconnectGraceSeconds * 1000;
