import { type AgentId, type DataOf, type handlerChanged as handlerChangedEvent, Refusal } from '#contracts';
import {
  anew,
  type Companion,
  type Conversation,
  type Decision,
  gone,
  handlerOf,
  isOngoing,
  isUntaken,
  move,
  nothing,
  type Reason,
  step,
  withNobody,
} from './conversation.ts';
import { isLate, isTakenUp, willBeTakenBack } from './offers.ts';

/** Routing's word on who handles a conversation, by a way other than a plain offer. */
export type HandlerFact = Pick<
  DataOf<typeof handlerChangedEvent>,
  'agentId' | 'version' | 'mode' | 'change' | 'reason' | 'waitedSince' | 'episode'
> & { readonly name?: string };

/** Somebody has it from now on, and this is how. */
const takenBy: Partial<Record<HandlerFact['reason'], Reason>> = {
  accepted: 'accepted',
  picked: 'picked',
  assigned: 'assigned',
  'agent-transferred': 'transferred',
  promoted: 'transferred',
  'supervisor-transfer-to-agent': 'supervisor-transferred',
};
/** Nobody has it from now on, and this is how. Who hands over to a colleague leaves nobody behind: the colleague joins. */
const leftBy: Partial<Record<HandlerFact['reason'], Reason>> = {
  'agent-transfer-to-queue': 'transferred-to-queue',
  'supervisor-assign-to-queue': 'supervisor-assigned-to-queue',
  'agent-rerouted': 'rerouted',
  'agent-disconnected': 'disconnected',
  released: 'released',
  other: 'released',
};

/**
 * A transfer, a consult, a supervisor's hand (product.md 17.2 T3, T7, T8, T18; 18.2-18.4). What concerns the agent who has it applies in the
 * order of routing's versions, as offers do; who is consulted is followed for each of them apart, so that neither makes the other late.
 */
export function handlerChanged(before: Conversation, fact: HandlerFact, now: Date): Decision {
  if (fact.mode === 'consult') return nothing(followConsult(before, fact, now));
  if (fact.mode !== 'primary' || isLate(before, fact) || !isOngoing(before.status)) return nothing(before);
  const routingVersion = fact.version;
  if (willBeTakenBack(before, fact)) return nothing({ ...before, routingVersion });
  if (fact.change === 'joined') return take(before, fact, now);
  const reason = leftBy[fact.reason];
  // they had it just now, if it was not heard yet that they did
  const isTheirs = before.status === 'active' && (before.agentId === fact.agentId || fact.waitedSince === undefined);
  if (!reason || !(isTheirs || isTakenUp(before, fact))) return nothing({ ...before, routingVersion });
  return move(before, 'open', reason, now, { ...withNobody(before), routingVersion });
}

function take(
  before: Conversation,
  { agentId, version: routingVersion, reason: how }: HandlerFact,
  now: Date,
): Decision {
  const reason = takenBy[how] ?? 'assigned';
  const isSame = before.status === 'active' && before.accepted && before.agentId === agentId;
  if (isSame) return nothing({ ...before, routingVersion });
  const previousAgentId = before.agentId === agentId ? before.previousAgentId : handlerOf(before);
  // who was asked for advice and now has it is no adviser any more
  const companions = before.companions.map((one) => (one.agentId === agentId ? gone(now)(one) : one));
  const changes = { agentId, accepted: true, acceptedAt: now, previousAgentId, routingVersion, companions };
  return before.status === 'active'
    ? step(before, reason, { ...changes, lastActivityAt: now })
    : move(before, 'active', reason, now, changes);
}

function followConsult(before: Conversation, fact: HandlerFact, now: Date): Conversation {
  const known = before.companions.find(isWho(fact.agentId, 'consult'));
  if (known && fact.version <= known.version) return before;
  const present = fact.change === 'joined' && isOngoing(before.status);
  const { agentId, version } = fact;
  const since = present ? now.toISOString() : (known?.since ?? now.toISOString());
  const name = fact.name ?? known?.name ?? '';
  return restarted(
    withCompanion(before, { agentId, name, mode: 'consult', speaks: false, since, version, present }),
    now,
  );
}

const isWho =
  (agentId: AgentId, mode?: Companion['mode']) =>
  (one: Companion): boolean =>
    one.agentId === agentId && (mode === undefined || one.mode === mode);

const withCompanion = (before: Conversation, companion: Companion): Conversation => ({
  ...before,
  companions: [...before.companions.filter((one) => !isWho(companion.agentId, companion.mode)(one)), companion],
  version: before.version + 1,
});

/** Monitor, consult and transfer begin the time anew after which it is closed because nothing happens (product.md 17.4). */
const restarted = (before: Conversation, now: Date): Conversation =>
  isOngoing(before.status) ? { ...before, lastActivityAt: now } : before;

/** Those who take part besides the agent, now. */
export const present = ({ companions }: Pick<Conversation, 'companions'>): readonly Companion[] =>
  companions.filter((one) => one.present);

/** Reads along, and neither the agent nor the customer is told (product.md 18.4). */
export const isUnseen = ({ mode, speaks }: Pick<Companion, 'mode' | 'speaks'>): boolean =>
  mode === 'monitor' && !speaks;

/** Their part in it, now; undefined when they have none. */
export const partOf = (before: Pick<Conversation, 'companions'>, agentId: AgentId): Companion | undefined =>
  present(before).find(isWho(agentId));

/** Whose desks show its thread: its agent's, and those of who takes part. */
export const readersOf = (conversation: Pick<Conversation, 'agentId' | 'companions'>): readonly AgentId[] => [
  ...(conversation.agentId ? [conversation.agentId] : []),
  ...present(conversation).map(({ agentId }) => agentId),
];

interface Somebody {
  readonly agentId: AgentId;
  readonly name: string;
}

/** Who read along and is back so soon has read along all the while: their page was loaded anew. */
const sameStretchMs = 60_000;

/** Since when somebody reads along who does so from `now` on. A stretch in which they wrote is over for good: its agent knows when it ended. */
function readingSince({ companions }: Conversation, agentId: AgentId, now: Date): string {
  const last = companions.find(isWho(agentId, 'monitor'));
  const goesOn =
    last?.goneAt !== undefined &&
    last.customerTold === undefined &&
    now.getTime() - Date.parse(last.goneAt) < sameStretchMs;
  return goesOn ? last.since : now.toISOString();
}

/**
 * A supervisor reads along, and nobody is told (product.md 18.4): what is active, in wrap-up, or waits, and is not their own. Once more is the
 * same, whatever became of it since.
 */
export function monitor(before: Conversation, { agentId, name }: Somebody, now: Date): Conversation {
  if (before.agentId === agentId) throw new Refusal('own-conversation', 'This conversation is your own.');
  if (partOf(before, agentId)) return before;
  if (isUntaken(before) || before.status === 'closed') {
    throw new Refusal(
      'conversation-state',
      'Only a conversation that an agent has accepted, or that waits, can be monitored.',
    );
  }
  const since = readingSince(before, agentId, now);
  const watching = { agentId, name, mode: 'monitor', speaks: false, since, version: 0, present: true } as const;
  return restarted(withCompanion(before, watching), now);
}

/** A supervisor writes to the customer, too; the agent is told, and the customer by a text where that is turned on (18.4, 21.2). It has to be active. Once more is the same. */
export function join(before: Conversation, person: Somebody, now: Date): Conversation {
  if (before.status !== 'active') throw new Refusal('conversation-state', 'Only an active conversation can be joined.');
  const watched = monitor(before, person, now);
  const isAdviser = partOf(watched, person.agentId)!.mode === 'consult';
  return speakingUp(watched, person.agentId, isAdviser ? undefined : now);
}

/** The agent takes a consulted colleague into the conversation with the customer (18.3). Once more is the same. */
export function promote(before: Conversation, colleague: AgentId): Conversation {
  if (partOf(before, colleague)?.mode !== 'consult') {
    throw new Refusal('consultee-not-found', 'This colleague is not consulted in this conversation.');
  }
  if (before.status !== 'active') throw new Refusal('conversation-state', 'Only an active conversation can be joined.');
  return speakingUp(before, colleague);
}

/** Of who read along unseen the agent hears from now on: since when they did stays between supervisors. */
function speakingUp(before: Conversation, agentId: AgentId, now?: Date): Conversation {
  const part = partOf(before, agentId)!;
  const since = now?.toISOString() ?? part.since;
  return part.speaks ? before : withCompanion(before, { ...part, since, speaks: true, customerTold: false });
}

/** A supervisor reads along no more, or a colleague writes no more to the customer. A consult is ended at routing's door. Once more is the same. */
export function leave(before: Conversation, agentId: AgentId, now: Date): Conversation {
  const part = partOf(before, agentId);
  if (!part) return before;
  if (part.mode === 'consult') return part.speaks ? withCompanion(before, { ...part, speaks: false }) : before;
  return withCompanion(before, gone(now)(part));
}

/**
 * The agent who had it takes it back while the customer is silent (T10): it is active, and needs no offer. Routing hears that they have it.
 * Once more is the same.
 */
export function revive(before: Conversation, by: AgentId, now: Date): Decision {
  if (before.agentId !== by) {
    throw new Refusal('not-yours', before.agentId ? 'Another agent has this conversation.' : 'Nobody has it.');
  }
  if (before.status === 'active' && before.accepted) return nothing(before);
  if (before.status !== 'waiting') {
    throw new Refusal('conversation-state', `A conversation that is ${before.status} cannot be taken back.`);
  }
  const { conversation, change } = move(before, 'active', 'agent-revived', now, { accepted: true, acceptedAt: now });
  return { conversation: anew(conversation), change };
}
