import { conversationReady, type EventOf, type workstreamChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import { usualDistribution } from '../domain/workstream.ts';
import { earlyConversations } from '../storage/conversations.ts';
import { workstreams } from '../storage/workstreams.ts';
import { queueWorkItems } from './queue-work-items.ts';

/** Keeps a copy of the workstream, gives a new one its distribution settings, and queues the conversations that waited for it. */
export async function rememberWorkstream(tx: Transaction, { data }: EventOf<typeof workstreamChanged>): Promise<void> {
  const { workstreamId: id, version, name, fallbackQueueId } = data;
  await workstreams(tx).lockUnknown([id]);
  await workstreams(tx).remember({ id, version, name, fallbackQueueId });
  await workstreams(tx).begin(usualDistribution(id));

  const early = await earlyConversations(tx).takeOf(id);
  if (early.length > 0)
    await queueWorkItems(
      tx,
      early.map((event) => conversationReady.parse(event)),
    );
}
