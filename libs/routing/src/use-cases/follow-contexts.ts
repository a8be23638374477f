import { type conversationContextChanged, type EventOf } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { appendSkills } from '../domain/skills.ts';
import { type WorkItem, withNeeds, withPlace } from '../domain/work-item.ts';
import { conversations } from '../storage/conversations.ts';
import { queueStays } from '../storage/queue-stays.ts';
import { uncutItems } from '../storage/uncut-items.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { favourAnew } from './favour-agents.ts';
import { placeWork } from './place-work.ts';
import { show } from './show.ts';
import { type PlacedItem, tellingsOf, tellPlacements } from './tell-placements.ts';

export type ContextChanged = EventOf<typeof conversationContextChanged>;

/**
 * More is known of a conversation. Where its customer was identified only after it was queued and nobody was asked yet, and where a bot
 * hands it over, its rules are asked again (product.md 7.6, 18.1); whether the queue has a place for it only at the first handing over
 * (10.1, rule 4). Anything else is kept for the next time it needs somebody.
 */
export async function followContexts(tx: Transaction, events: readonly ContextChanged[]): Promise<void> {
  const newest = newestOf(events, ({ conversationId }) => conversationId);
  const heard = newest.map(({ conversationId: id, version, known }) => ({ id, version, known }));
  const facts = await conversations(tx).areKnown(heard);
  // the newest fact says what is known; a bot's handing over counts also when something else followed it
  const because = new Map(newest.map((data) => [data.conversationId, { data, escalated: false }]));
  for (const { data } of events) if (data.because === 'escalated') because.get(data.conversationId)!.escalated = true;

  const live = await workItems(tx).lockLive([...facts.keys()]);
  if (await uncutItems(tx).anew(live.map(({ id }) => id))) tx.wake('assignment');
  const concerned = live.filter((item) => {
    const { data, escalated } = because.get(item.conversationId)!;
    const isLate = data.because === 'identified' && item.offers === 0;
    return item.status === 'waiting' && facts.get(item.conversationId) && (escalated || isLate);
  });
  if (concerned.length === 0) return;

  const known = await workstreams(tx).known([...new Set(concerned.map(({ workstreamId }) => workstreamId))]);
  const { placed } = await placeWork(
    tx,
    concerned.map(({ conversationId, workstreamId, queueId, escalations }) => ({
      workstream: known.get(workstreamId)!,
      facts: facts.get(conversationId)!,
      known: because.get(conversationId)!.data.known,
      from: queueId,
      isChecked: because.get(conversationId)!.escalated && escalations > 0,
    })),
  );
  await conversations(tx).saveClassified(
    concerned.map(({ conversationId: id }, n) => ({ id, classified: placed[n]!.considered.found.attributes })),
  );
  const moved = concerned.map((item, index): PlacedItem & { item: WorkItem } => {
    const { placement, needs } = placed[index]!;
    const { escalated } = because.get(item.conversationId)!;
    // what was needed before is needed still (product.md 7.6)
    const needing = withNeeds(item, {
      skills: appendSkills(item.skills, needs.skills),
      profileIds: [...new Set([...item.profileIds, ...needs.profileIds])].toSorted(),
    });
    const after = withPlace(needing, placement, escalated ? item.escalations + 1 : item.escalations, tx.now);
    const event = events.findLast(({ data }) => data.conversationId === item.conversationId)!;
    return { item: after, placement, tellings: tellingsOf(item, placed[index]!), cause: tx.causedBy(event) };
  });
  // whom a customer prefers is known once the customer is (product.md 11.6)
  const items = await favourAnew(
    tx,
    moved.map(({ item }) => item),
  );
  await workItems(tx).saveAll(items);
  await queueStays(tx).leave(
    items.map((after, index) => ({ before: concerned[index]!, after })),
    'rules',
  );
  await tellPlacements(tx, moved);
  await show(tx, { items });
  for (const loop of ['assignment', 'queue-figures', 'overflow']) tx.wake(loop);
}
