import { conversationBegun, conversationReady, defaultQueueId, type EventOf, type workstreamChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { firstDistribution } from '../domain/workstream.ts';
import { copyKeeper } from '../keeping.ts';
import { earlyConversations } from '../storage/conversations.ts';
import { workstreams } from '../storage/workstreams.ts';
import { copyRules } from './copy-rules.ts';
import { followModes } from './follow-modes.ts';
import { keepDefaultQueue } from './keep-default-queue.ts';
import { queueWorkItems } from './queue-work-items.ts';
import { rememberBegun } from './remember-begun.ts';

/** Keeps copies of workstreams, gives new ones their distribution settings and rules (a copy those of its original), and queues the conversations that waited for them. */
export async function rememberWorkstreams(
  tx: Transaction,
  events: readonly EventOf<typeof workstreamChanged>[],
): Promise<void> {
  const told = newestOf(events, ({ workstreamId }) => workstreamId);
  const ids = told.map(({ workstreamId }) => workstreamId);
  if (told.some(({ fallbackQueueId }) => fallbackQueueId === defaultQueueId)) await keepDefaultQueue(tx);
  await workstreams(tx).lockUnknown(ids);
  const before = await workstreams(tx).known(ids);
  const stored = await workstreams(tx).remember(
    told.map(({ workstreamId, ...rest }) => ({ ...rest, id: workstreamId })),
  );
  await copyRules(tx, told);
  const likes = await workstreams(tx).distributionsOf(told.flatMap(({ copiedFrom }) => copiedFrom ?? []));
  await workstreams(tx).begin(
    told.map(({ workstreamId, copiedFrom }) => firstDistribution(workstreamId, likes.get(copiedFrom ?? workstreamId))),
  );
  const copies = told.filter(({ workstreamId }) => stored.has(workstreamId));
  await copyKeeper.stored(
    tx,
    copies.map(({ workstreamId: id, version, state, how }) => ({ kind: 'workstream', id, version, state, how })),
  );

  await followModes(
    tx,
    before,
    copies.map(({ workstreamId: id, mode }) => ({ id, mode })),
  );

  const early = await earlyConversations(tx).takeOf(ids);
  const ofType = (type: string) => early.filter((event) => (event as { readonly type: string }).type === type);
  await rememberBegun(
    tx,
    ofType(conversationBegun.type).map((event) => conversationBegun.parse(event)),
  );
  await queueWorkItems(
    tx,
    ofType(conversationReady.type).map((event) => conversationReady.parse(event)),
  );
}
