import {
  type Address,
  type AgentId,
  type CapacityProfileId,
  type ConversationId,
  type OfferId,
  type QueueId,
  type WorkAsRouted,
  type WorkItemId,
  type WorkstreamId,
  Refusal,
} from '#contracts';
import type { Takes } from './capacity.ts';
import type { Heeds } from './overflow.ts';
import type { Favour } from './snapshot.ts';
import type { NeededSkill } from './skills.ts';

/** Agents who declined an item after which it leaves automatic assignment (product.md 11.5). */
export const declinersAllowed = 100;

export type WorkItemStatus = 'waiting' | 'offered' | 'assigned' | 'done';

/** What offers of one item to one agent came to: `declined` (rejected or timed out) is the agent's doing, `lost` is not. */
export interface Passes {
  readonly declined: number;
  readonly lost: number;
  /** When it was last declined, as an ISO time. */
  readonly declinedAt?: string | undefined;
}

/** What declining an item means for being offered it again (product.md 11.5). */
export interface DeclineRules {
  /** After so many it is not offered to the same agent any more. */
  readonly allowed: number;
  /** For so long it is not offered to an agent who just declined it; null: at once, after everybody else. */
  readonly pauseSeconds: number | null;
}

/** One conversation's need of an agent, from ready until it waits for the customer again or is closed. */
export interface WorkItem {
  readonly id: WorkItemId;
  /** Rises with every change, and on from the conversation's item before this one. */
  readonly version: number;
  readonly conversationId: ConversationId;
  /** The conversation's version when it became ready: each return from waiting is an item of its own. */
  readonly episode: number;
  readonly workstreamId: WorkstreamId;
  readonly queueId: QueueId;
  readonly customer: Address;
  readonly preview: string;
  readonly status: WorkItemStatus;
  /** Who is offered it, has it, or had it last. */
  readonly agentId: AgentId | null;
  /** The offer that stands or was accepted. */
  readonly offerId: OfferId | null;
  /** What it takes of the agent's capacity now: units, and a place in each of these profiles. */
  readonly units: number;
  readonly heldProfileIds: readonly CapacityProfileId[];
  /** What it needs of an agent besides presence and room (product.md 12, 13.4). */
  readonly skills: readonly NeededSkill[];
  readonly profileIds: readonly CapacityProfileId[];
  /** Who comes first, and until when (product.md 6.5, 11.6). */
  readonly favour: Favour | null;
  /** Says which of those in its queue wait for the same: items with the same need are one line. */
  readonly need: string;
  /** When it came into its queue. */
  readonly queuedAt: Date;
  /** When it will have waited too long there; null: never. */
  readonly overflowsAt: Date | null;
  /** What its queue, or the rule that brought it there, says about overflow that concerns it (product.md 9.4, 43 G16). */
  readonly heeds: Heeds;
  /** The rule that says so instead of the queue. */
  readonly overflowRuleId: string | null;
  /** How often a bot handed it over. */
  readonly escalations: number;
  /** When an agent took it, and when nobody was needed any more. */
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  /** Its age counts from here (product.md 11.2). */
  readonly lastInteractionAt: Date;
  /** How often it was offered. */
  readonly offers: number;
  readonly passes: Readonly<Record<AgentId, Passes>>;
  /** The event that made it ready, and what that followed from: what we say of it later has the same cause. */
  readonly correlationId: string;
  readonly readyEventId: string;
  /** What who put it into its queue says to who gets it; null: nothing. */
  readonly note: string | null;
  /** Since when its conversation waited for its customer when a supervisor gave it out again (product.md 17.2 T18); null: it needed somebody by itself. */
  readonly waitedSince: Date | null;
}

const mayFollow: Record<WorkItemStatus, readonly WorkItemStatus[]> = {
  waiting: ['waiting', 'offered', 'assigned', 'done'],
  offered: ['assigned', 'waiting', 'done'],
  assigned: ['assigned', 'waiting', 'done'],
  done: [],
};

function move(item: WorkItem, status: WorkItemStatus, changes: Partial<WorkItem> = {}): WorkItem {
  if (!mayFollow[item.status].includes(status))
    throw new Refusal('work-item-state', `A work item that is ${item.status} cannot become ${status}.`);
  return { ...item, ...changes, status, version: item.version + 1 };
}

/** What an item takes that takes nothing. */
export const nothing = { units: 0, heldProfileIds: [] } as const;

/** What is told of it to those who keep the record of its conversation (product.md 17.7). */
export const workOf = ({ queuedAt, skills, heldProfileIds, profileIds }: WorkItem, now: Date): WorkAsRouted => ({
  asOf: now.toISOString(),
  queuedAt: queuedAt.toISOString(),
  skills: skills.map(({ skillId, rating }) => ({ skillId, rating })),
  capacityProfileIds: [...(heldProfileIds.length > 0 ? heldProfileIds : profileIds)],
});

/** Since when its conversation waited, for those who keep it; nothing of work that was needed by itself. */
export const waitedSinceOf = ({ waitedSince }: Pick<WorkItem, 'waitedSince'>): { readonly waitedSince?: string } =>
  waitedSince === null ? {} : { waitedSince: waitedSince.toISOString() };

/** What it takes of its agent now. */
export const takenBy = ({ units, heldProfileIds }: WorkItem): Takes => ({ units, profileIds: heldProfileIds });

/** The item is offered and takes its share of the agent's capacity. */
export const offerTo = (item: WorkItem, agentId: AgentId, offerId: OfferId, takes: Takes): WorkItem =>
  move(item, 'offered', {
    agentId,
    offerId,
    units: takes.units,
    heldProfileIds: takes.profileIds,
    offers: item.offers + 1,
  });

/** An agent takes it out of the list, or has it from another: it is theirs at once. */
export const handTo = (item: WorkItem, agentId: AgentId, offerId: OfferId | null, takes: Takes): WorkItem =>
  move(item, 'assigned', { agentId, offerId, units: takes.units, heldProfileIds: takes.profileIds });

/** It came into a queue just now; what overflows there is not decided by rules of where it was. */
export const anew = (queuedAt: Date, { overflowsAt, heeds }: Pick<WorkItem, 'overflowsAt' | 'heeds'>) => ({
  queuedAt,
  overflowsAt,
  heeds,
  overflowRuleId: null,
  acceptedAt: null,
});

/** Nobody has it any more: it waits in this queue, for anybody, at the age it has (product.md 18.2), until it has waited there too long (10.2). */
export const moveToQueue = (
  item: WorkItem,
  { queueId, note, ...overflows }: Pick<WorkItem, 'queueId' | 'overflowsAt' | 'heeds' | 'note'>,
  now: Date,
): WorkItem => {
  const fresh = { ...anew(now, overflows), ...nothing, passes: {}, note };
  const moved = move(item, 'waiting', { ...fresh, queueId, agentId: null, offerId: null });
  return { ...withNeeds(moved, { favour: null }), version: moved.version };
};

/** Something about its conversation was said, which makes what was said before late. */
export const saidOf = (item: WorkItem): WorkItem => ({ ...item, version: item.version + 1 });

/** Its wrap-up keeps the agent's capacity no longer (product.md 6.2, "block capacity for wrap-up"). */
export const unblocked = (item: WorkItem): WorkItem => ({ ...item, ...nothing, version: item.version + 1 });

/**
 * What distinguishes a line within a queue and a workstream, as one text: skills, profiles, and who is favoured. Items without any of these
 * have the empty one.
 */
export function needOf({ skills, profileIds, favour }: Pick<WorkItem, 'skills' | 'profileIds' | 'favour'>): string {
  const parts = [
    ...(favour ? [`${favour.kind}:${favour.agentIds.join(',')}:${favour.otherwise}`] : []),
    ...skills.map(({ skillId, level }) => `skill:${skillId}:${level.toFixed(6)}`),
    ...profileIds.toSorted().map((id) => `profile:${id}`),
  ];
  return parts.join(' ');
}

/** The item with other needs; its place in the queue stays. */
export function withNeeds(
  item: WorkItem,
  needs: Partial<Pick<WorkItem, 'skills' | 'profileIds' | 'favour'>>,
): WorkItem {
  const changed = { ...item, ...needs };
  const need = needOf(changed);
  return need === item.need ? item : { ...changed, need, version: item.version + 1 };
}

/** Back to its place in the line: the offer was not taken. A withdrawn one counts for nothing. */
export function backInLine(
  item: WorkItem,
  ended: 'rejected' | 'timed-out' | 'lost' | 'withdrawn',
  now: Date,
): WorkItem {
  if (ended === 'withdrawn') return move(item, 'waiting', { agentId: null, offerId: null, ...nothing });
  const before = passesOf(item, item.agentId!);
  const after =
    ended === 'lost'
      ? { ...before, lost: before.lost + 1 }
      : { ...before, declined: before.declined + 1, declinedAt: now.toISOString() };
  const passes = { ...item.passes, [item.agentId!]: after };
  const back = move(item, 'waiting', { agentId: null, offerId: null, ...nothing, passes });
  // who had it before and did not take it has no more right to it than others
  return item.favour?.kind === 'affinity' ? { ...withNeeds(back, { favour: null }), version: back.version } : back;
}

/** Where a waiting item is put, and whether it ends there. */
export interface Place {
  readonly queueId: QueueId;
  readonly ends: object | null;
  readonly overflowsAt: Date | null;
  readonly heeds: Heeds;
  readonly ruleId: string | null;
}

/** An item in another place: its wait there begins anew, unless it is the one that it has. */
export function withPlace(item: WorkItem, place: Place, escalations: number, now: Date): WorkItem {
  if (place.ends) {
    const here = { queueId: place.queueId, overflowsAt: null, escalations, endedAt: now };
    // it came there just now, and nobody there took it
    const elsewhere = place.queueId === item.queueId ? {} : { queuedAt: now, acceptedAt: null };
    return { ...finish(item), ...here, ...elsewhere };
  }
  const isSame = place.queueId === item.queueId && place.ruleId === item.overflowRuleId;
  // it may be there by a rule now, or by none any more
  const heedsSame = isSame && (place.heeds === 'nothing') === (item.heeds === 'nothing');
  const moved = {
    ...(!isSame && { queueId: place.queueId, queuedAt: now }),
    ...(!heedsSame && { overflowsAt: place.overflowsAt, heeds: place.heeds }),
  };
  return { ...item, ...moved, overflowRuleId: place.ruleId, escalations, version: item.version + 1 };
}

/** Nobody is needed any more: the conversation waits for the customer or is closed. */
export const finish = (item: WorkItem): WorkItem => move(item, 'done', nothing);

const none: Passes = { declined: 0, lost: 0 };

/** How the offers of this item to this agent ended so far. */
export const passesOf = ({ passes }: Pick<WorkItem, 'passes'>, agentId: AgentId): Passes => passes[agentId] ?? none;

/** How often this agent let the item pass, whatever the reason. */
export const passedBy = (item: Pick<WorkItem, 'passes'>, agentId: AgentId): number => {
  const { declined, lost } = passesOf(item, agentId);
  return declined + lost;
};

/** Whether the engine may still offer this item to this agent (product.md 11.5). */
export function mayBeOfferedTo(
  item: Pick<WorkItem, 'passes'>,
  agentId: AgentId,
  { allowed, pauseSeconds }: DeclineRules,
  now: Date,
): boolean {
  const { declined, declinedAt } = passesOf(item, agentId);
  if (declined >= allowed) return false;
  return pauseSeconds === null || !declinedAt || now.getTime() - Date.parse(declinedAt) >= pauseSeconds * 1000;
}

/** So many agents declined that only a person can place it (product.md 11.5). */
export const hasLeftAssignment = ({ passes }: Pick<WorkItem, 'passes'>): boolean =>
  Object.values<Passes>(passes).filter(({ declined }) => declined > 0).length >= declinersAllowed;
