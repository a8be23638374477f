import type { AgentId, AgentView, AskedColleagueView, OfferView, QueueId, WorkItemView } from '#contracts';
import { type Agent, shownBy } from '../domain/agent.ts';
import { profilesOf } from '../domain/capacity.ts';
import { isToColleague, type Offer } from '../domain/offer.ts';
import { ofToday } from '../domain/offers-of-day.ts';
import type { WorkItem } from '../domain/work-item.ts';

type Names = ReadonlyMap<QueueId, string>;
/** A queue that routing has not been told of yet has no name: its items wait until it comes. */
const nameOf = (names: Names, id: QueueId) => names.get(id) ?? '';

/** What presences and profiles of agents are called. */
export interface StaffNames {
  readonly names: ReadonlyMap<string, string>;
  readonly presenceTexts: ReadonlyMap<string, string>;
}

/** What an agent is there for, by name. */
export interface Duties {
  readonly id: AgentId;
  readonly queueIds: QueueId[];
  readonly skills: AgentView['skills'];
}

export const viewOfAgent = (
  agent: Agent,
  { queueIds, skills }: Duties,
  { names, presenceTexts }: StaffNames,
  now: Date,
): AgentView => {
  const { presence, presenceId } = shownBy(agent);
  const { day: _, ...offersToday } = ofToday(agent.offersOfDay, now);
  return {
    id: agent.id,
    version: agent.version,
    name: agent.name,
    firstName: agent.firstName,
    lastName: agent.lastName,
    nickname: agent.nickname,
    presence,
    presenceSetBy: agent.presenceSetBy,
    presenceSince: agent.presenceSince.toISOString(),
    presenceReason: agent.presenceReason,
    presenceId,
    presenceText: presenceId === null ? null : (presenceTexts.get(presenceId) ?? null),
    capacity: { used: agent.capacityUsed, total: agent.capacityTotal },
    profiles: profilesOf(agent).map(([id, { used, limit, blocking }]) => {
      return { id, name: names.get(id) ?? '', used, limit, blocking };
    }),
    sessions: agent.sessions,
    offersToday,
    queueIds,
    skills,
  };
};

export const viewOfOffer = (offer: Offer, item: WorkItem, names: Names): OfferView => ({
  id: offer.id,
  version: offer.version,
  workItemId: offer.workItemId,
  conversationId: offer.conversationId,
  agentId: offer.agentId,
  queueId: offer.queueId,
  queueName: nameOf(names, offer.queueId),
  customer: item.customer,
  preview: item.preview,
  why: offer.why,
  state: offer.state,
  waitingSince: item.lastInteractionAt.toISOString(),
  offeredAt: offer.offeredAt.toISOString(),
  expiresAt: offer.expiresAt.toISOString(),
  slot: offer.slot,
  byAgentId: offer.byAgentId,
  withoutConsent: offer.withoutConsent,
  note: isToColleague(offer) ? offer.note : (offer.note ?? item.note),
  notification: offer.notification,
});

/** The same offer as who asked sees it; `name` is the colleague's. */
export const viewOfAsked = (offer: Offer, name: string): AskedColleagueView => ({
  id: offer.id,
  version: offer.version,
  workItemId: offer.workItemId,
  conversationId: offer.conversationId,
  slot: offer.slot as AskedColleagueView['slot'],
  agentId: offer.agentId,
  name,
  state: offer.state,
  askedAt: offer.offeredAt.toISOString(),
  expiresAt: offer.expiresAt.toISOString(),
  endedAt: offer.endedAt?.toISOString() ?? null,
});

export const viewOfWorkItem = (item: WorkItem, names: Names): WorkItemView => ({
  id: item.id,
  version: item.version,
  conversationId: item.conversationId,
  workstreamId: item.workstreamId,
  queueId: item.queueId,
  queueName: nameOf(names, item.queueId),
  customer: item.customer,
  preview: item.preview,
  status: item.status,
  agentId: item.agentId,
  waitingSince: item.lastInteractionAt.toISOString(),
  offers: item.offers,
});

/** Whose view of an agent this is: their own, and the supervisors'. */
export const audienceOf = (agentId: AgentId) => ({ agents: [agentId], supervisors: true });
