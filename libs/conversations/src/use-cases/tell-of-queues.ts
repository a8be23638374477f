import {
  type EventOf,
  operatingHoursKind,
  type queueFoundClosed,
  type queueFoundEmpty,
  type transferRefused,
} from '#contracts';
import { whyClosed } from '#calendar';
import type { Transaction } from '#event-bus';
import { isOngoing } from '../domain/conversation.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { people } from '../storage/people.ts';
import { closedTrigger, hoursOfChannel } from './greet.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * Conversations that began wait in a queue that is closed: the customer is told so once (product.md 20, 21.2). Where the channel is closed,
 * too, they know already; where an agent has taken it all the same, it would not be true.
 */
export async function tellOfClosedQueues(
  tx: Transaction,
  events: readonly EventOf<typeof queueFoundClosed>[],
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const channels = await channelsOf(
    tx.manager,
    [...found.values()].map(({ channelId }) => channelId),
  );
  const queues = await people(tx).queues(events.map(({ data }) => data.queueId));
  const ids = [
    ...[...channels.values()].map(hoursOfChannel),
    ...[...queues.values()].map(({ operatingHoursId }) => operatingHoursId),
  ];
  const hours = await definitions(tx).some(operatingHoursKind, [...new Set(ids.flatMap((id) => id ?? []))]);
  const closedAt = (id: string | null | undefined, at: Date) => whyClosed(hours.get(id ?? '') ?? null, at);
  await writeAutomated(
    tx,
    events.flatMap(({ data: { conversationId, queueId, foundAt } }) => {
      const conversation = found.get(conversationId);
      if (!conversation || !isOngoing(conversation.status) || conversation.accepted) return [];
      if (closedAt(hoursOfChannel(channels.get(conversation.channelId)), conversation.openedAt) !== null) return [];
      // hours that have not come to us yet: routing, who has them, found it closed
      const why = closedAt(queues.get(queueId)?.operatingHoursId, new Date(foundAt)) ?? 'outside-hours';
      return [{ conversation, trigger: closedTrigger(why), agentId: null, queueId }];
    }),
  );
}

/**
 * Conversations wait in a queue that nobody serves: the customer is told that nobody is to be reached (product.md 21.2). Where the channel was closed as
 * they began, they know already; where an agent has it since, it would not be true.
 */
export async function tellOfEmptyQueues(
  tx: Transaction,
  events: readonly EventOf<typeof queueFoundEmpty>[],
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const channels = await channelsOf(
    tx.manager,
    [...found.values()].map(({ channelId }) => channelId),
  );
  const ids = [...channels.values()].flatMap((channel) => hoursOfChannel(channel) ?? []);
  const hours = await definitions(tx).some(operatingHoursKind, [...new Set(ids)]);
  await writeAutomated(
    tx,
    events.flatMap(({ data: { conversationId, queueId, version } }) => {
      const conversation = found.get(conversationId);
      if (!conversation || !isOngoing(conversation.status)) return [];
      if (conversation.agentId !== null && conversation.routingVersion > version) return [];
      const ofChannel = hours.get(hoursOfChannel(channels.get(conversation.channelId)) ?? '') ?? null;
      if (whyClosed(ofChannel, conversation.openedAt) !== null) return [];
      return [{ conversation, trigger: 'agent-not-assigned' as const, agentId: null, queueId }];
    }),
  );
}

/** Agents could not pass conversations on into a queue: their threads say so (product.md 21.2). */
export async function tellOfRefusedTransfers(
  tx: Transaction,
  events: readonly EventOf<typeof transferRefused>[],
): Promise<void> {
  const found = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  await writeAutomated(
    tx,
    events.flatMap(({ data: { conversationId, queueId, byAgentId: agentId } }) => {
      const conversation = found.get(conversationId);
      return conversation ? [{ conversation, trigger: 'transfer-to-queue-failed' as const, agentId, queueId }] : [];
    }),
  );
}
