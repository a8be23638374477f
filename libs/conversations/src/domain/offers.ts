import type { AgentId } from '#contracts';
import {
  type Conversation,
  type Decision,
  handlerOf,
  isOngoing,
  move,
  nothing,
  step,
  withNobody,
} from './conversation.ts';

/** What routing says of a conversation. `version` rises from one work item of it to the next: what is not newer is late. */
export interface RoutingFact {
  readonly version: number;
  readonly agentId: AgentId;
  /** Of work that a supervisor made of what waited for its customer: since when it waited. */
  readonly waitedSince?: string | undefined;
  /** Of which time of need of the conversation it is; left out: an older service says it. */
  readonly episode?: number | undefined;
}
/** How an offer ended. */
export interface EndedOffer extends RoutingFact {
  readonly outcome: 'accepted' | 'rejected' | 'timed-out' | 'withdrawn' | 'lost' | 'other';
}

export const isLate = ({ routingVersion }: Conversation, { version }: RoutingFact): boolean =>
  version <= routingVersion;

/**
 * Whether this is about work that a supervisor made of this conversation while it waits (T18). Anything else that routing says of what waits was
 * said before routing heard of that.
 */
export const isTakenUp = (
  { status, statusSince }: Conversation,
  { waitedSince }: Pick<RoutingFact, 'waitedSince'>,
): boolean => status === 'waiting' && waitedSince !== undefined && Date.parse(waitedSince) >= statusSince.getTime();

/**
 * Whether routing takes back who has it without a word: it was said before routing heard that the conversation waits for its customer, or waited, and
 * needs somebody anew.
 */
export const willBeTakenBack = (before: Conversation, fact: RoutingFact): boolean =>
  (before.status === 'waiting' && !isTakenUp(before, fact)) ||
  (fact.episode !== undefined && fact.episode < before.episode);

/**
 * An agent is asked to take it, and with that it is active (T2). After its end, or after a later fact, this changes nothing;
 * nor does it while the conversation waits: then it was made before routing heard of that, and will be withdrawn; unless a supervisor had it
 * offered because it waits (T18).
 */
export function offerMade(before: Conversation, offer: RoutingFact, now: Date): Decision {
  if (isLate(before, offer) || !isOngoing(before.status)) return nothing(before);
  if (before.status === 'waiting' && !isTakenUp(before, offer))
    return nothing({ ...before, routingVersion: offer.version });
  return activate(before, offer, 'offered', now);
}

/**
 * Accepted: it is this agent's, even when the offer itself has not been heard of yet. Any other end brings it back
 * into the queue (T4, T7). After its own end, or after a later fact, this changes nothing; nor does it while the conversation waits, as above.
 */
export function offerEnded(before: Conversation, offer: EndedOffer, now: Date): Decision {
  if (isLate(before, offer) || !isOngoing(before.status)) return nothing(before);
  const isKept = offer.outcome === 'accepted' && !willBeTakenBack(before, offer);
  if (isKept) return activate(before, offer, 'accepted', now);
  // whoever has it by now has it by a later word
  if (offer.outcome === 'accepted' && before.accepted) return nothing({ ...before, routingVersion: offer.version });
  if (before.status !== 'active') return nothing({ ...before, routingVersion: offer.version });
  const reason = offer.outcome === 'accepted' ? 'withdrawn' : offer.outcome;
  return move(before, 'open', reason, now, { ...withNobody(before), routingVersion: offer.version });
}

function activate(before: Conversation, fact: RoutingFact, reason: 'offered' | 'accepted', now: Date): Decision {
  const { agentId, version: routingVersion } = fact;
  const previousAgentId = before.agentId === agentId ? before.previousAgentId : handlerOf(before);
  const accepted = reason === 'accepted';
  const changes = { agentId, accepted, acceptedAt: accepted ? now : null, previousAgentId, routingVersion };
  return before.status === 'active' ? step(before, reason, changes) : move(before, 'active', reason, now, changes);
}
