import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { fallSilent, silenceMs } from '../domain/agent.ts';
import { agentBeats } from '../storage/agent-beats.ts';
import { agents } from '../storage/agents.ts';
import { offers } from '../storage/offers.ts';
import { workItems } from '../storage/work-items.ts';
import { type Ending, endWork } from './end-work.ts';
import { becauseOf } from './say-offer.ts';
import { show } from './show.ts';

/**
 * An agent of whom nothing was heard for 30 s is offline; offers that stand are lost, conversations stay theirs
 * (product.md 14, decisions L). Answers when to look again at one who was heard of.
 */
export async function noticeSilence(tx: Transaction, id: AgentId): Promise<Date | null> {
  const beat = await agentBeats(tx).lock(id);
  if (!beat) return null;
  const silentAt = new Date(beat.beatAt.getTime() + silenceMs);
  if (tx.now < silentAt) return silentAt;

  const standing = await offers(tx).standingOf(id);
  const items = await workItems(tx).lockOffered(
    standing.map(({ workItemId }) => workItemId),
    standing.map((offer) => offer.id),
  );
  await endWork(
    tx,
    items.map((item): Ending => ({ item, how: 'lost', cause: becauseOf(tx, item) })),
  );
  const agent = fallSilent(await agents(tx).get(id), beat.beatAt, tx.now);
  await agents(tx).saveAll([agent]);
  await show(tx, { agents: [agent] });
  return null;
}
