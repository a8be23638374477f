import type { AgentId, conversationBegun, EventOf } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { begunBy } from '../domain/another-episode.ts';
import { conversations, earlyConversations } from '../storage/conversations.ts';
import { explanations } from '../storage/explanations.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { aWorkItem, readyOf } from './arriving-work.ts';
import type { ConversationChanged } from './follow-conversations.ts';
import { placeWork } from './place-work.ts';
import { reviveWork } from './revive-work.ts';
import { tellingsOf } from './tell-placements.ts';

/**
 * Agents wrote first (product.md 43, G4): their conversations need nobody, but can be taken back by them and given out by supervisors before the customers write
 * (17.2 T10, T18). The rules say already in which queue each would be, whatever waits there. Of unknown workstreams they are kept until these are known.
 */
export async function rememberBegun(
  tx: Transaction,
  heard: readonly EventOf<typeof conversationBegun>[],
): Promise<void> {
  const events = await forgottenCustomers(tx).exclude(heard, ({ occurredAt, data: { customer } }) => ({
    customer,
    at: new Date(occurredAt),
  }));
  if (events.length === 0) return;
  const known = await workstreams(tx).known([...new Set(events.map(({ data }) => data.workstreamId))]);
  const early = events.filter(({ data }) => !known.has(data.workstreamId));
  if (early.length > 0) await earlyConversations(tx).keep(early);

  const named = new Map(
    events.filter(({ data }) => known.has(data.workstreamId)).map((event) => [event.data.conversationId, event]),
  );
  if (named.size === 0) return;
  const news = await conversations(tx).areBegun(
    [...named.values()].map(({ data }) => ({ ...readyOf(data), since: data.openedAt })),
  );
  const begun = [...named.values()].filter(({ data }) => news.has(data.conversationId));
  if (begun.length === 0) return;
  const { placed } = await placeWork(
    tx,
    begun.map(({ data }) => ({
      workstream: known.get(data.workstreamId)!,
      facts: readyOf(data).facts,
      known: news.get(data.conversationId)!.known,
      isChecked: true,
    })),
    { isDryRun: true },
  );
  const items = begun.map((event, n) =>
    begunBy(
      aWorkItem(tx, event, null, placed[n]!.placement, placed[n]!.needs),
      event.data.previousAgentId as AgentId,
      new Date(event.data.openedAt),
    ),
  );
  await workItems(tx).insertAll(items);
  await explanations(tx).append(items.flatMap((item, n) => tellingsOf(item, placed[n]!)));
  await reviveWork(
    tx,
    begun.flatMap(({ data: { conversationId, version } }) => {
      const { endedVersion, revived } = news.get(conversationId)!;
      return revived && endedVersion === version ? [{ data: revived } as ConversationChanged] : [];
    }),
  );
}
