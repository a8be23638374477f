import { type conversationReady, type EventOf, workItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Placement } from '../domain/place.ts';
import { needOf, type WorkItem } from '../domain/work-item.ts';
import type { Ready } from '../storage/conversations.ts';
import type { Needs } from './place-work.ts';

export type ConversationReady = EventOf<typeof conversationReady>;

/** What is kept of a conversation that arrives. */
export const readyOf = ({
  conversationId: id,
  version,
  channelId,
  provider,
  customer,
  country,
  locale,
  startedBy,
  preview,
  openedAt,
  previousAgentId,
  known,
  supportNumber,
  wanted,
  skillFinders,
  botFailed,
}: ConversationReady['data']): Ready => ({
  id,
  version,
  known: known ?? null,
  facts: {
    channelId,
    engagementId: id,
    provider,
    customer,
    supportNumber: supportNumber ?? null,
    country,
    locale,
    startedBy,
    preview,
    openedAt,
    returning: previousAgentId !== null,
    wanted: wanted ?? null,
    ...(skillFinders && { skillFinders }),
    ...(botFailed && { botFailed }),
  },
});

/** A conversation that arrives as work in the queue where it was put. */
export const aWorkItem = (
  tx: Transaction,
  { id: readyEventId, correlationId, data }: ConversationReady,
  last: WorkItem | null,
  { queueId, overflowsAt, heeds, ruleId, ends }: Omit<Placement, 'route'>,
  { skills, profileIds }: Needs,
): WorkItem => ({
  id: workItemId.parse(tx.newId()),
  version: (last?.version ?? 0) + 1,
  conversationId: data.conversationId,
  episode: data.version,
  workstreamId: data.workstreamId,
  queueId,
  queuedAt: tx.now,
  overflowsAt,
  heeds,
  overflowRuleId: ruleId,
  escalations: 0,
  acceptedAt: null,
  endedAt: ends && tx.now,
  customer: data.customer,
  preview: data.preview,
  status: ends ? 'done' : 'waiting',
  agentId: null,
  offerId: null,
  units: 0,
  heldProfileIds: [],
  skills,
  profileIds,
  favour: null,
  need: needOf({ skills, profileIds, favour: null }),
  lastInteractionAt: new Date(data.lastInteractionAt),
  offers: 0,
  passes: {},
  correlationId,
  readyEventId,
  note: null,
  waitedSince: null,
});
