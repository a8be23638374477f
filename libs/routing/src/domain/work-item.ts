import {
  type Address,
  type AgentId,
  type ConversationId,
  type OfferId,
  type QueueId,
  type WorkItemId,
  type WorkstreamId,
  Refusal,
} from '#contracts';

/** Declines of one agent after which an item is not offered to them again (product.md 11.5). */
export const declinesAllowed = 3;
/** Agents who declined an item after which it leaves automatic assignment (product.md 11.5). */
export const declinersAllowed = 100;

export type WorkItemStatus = 'waiting' | 'offered' | 'assigned' | 'done';

/** What offers of one item to one agent came to: `declined` (rejected or timed out) is the agent's doing, `lost` is not. */
export interface Passes {
  readonly declined: number;
  readonly lost: number;
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
  /** What it takes of the agent's capacity now. */
  readonly units: number;
  /** Its age counts from here (product.md 11.2). */
  readonly lastInteractionAt: Date;
  /** How often it was offered. */
  readonly offers: number;
  readonly passes: Readonly<Record<AgentId, Passes>>;
  /** The event that made it ready, and what that followed from: what we say of it later has the same cause. */
  readonly correlationId: string;
  readonly readyEventId: string;
}

const mayFollow: Record<WorkItemStatus, readonly WorkItemStatus[]> = {
  waiting: ['offered', 'done'],
  offered: ['assigned', 'waiting', 'done'],
  assigned: ['done'],
  done: [],
};

function move(item: WorkItem, status: WorkItemStatus, changes: Partial<WorkItem> = {}): WorkItem {
  if (!mayFollow[item.status].includes(status))
    throw new Refusal('work-item-state', `A work item that is ${item.status} cannot become ${status}.`);
  return { ...item, ...changes, status, version: item.version + 1 };
}

/** The item is offered and takes its units of the agent. */
export const offerTo = (item: WorkItem, agentId: AgentId, offerId: OfferId, units: number): WorkItem =>
  move(item, 'offered', { agentId, offerId, units, offers: item.offers + 1 });

/** Back to its place in the line: the offer was not taken. A withdrawn one counts for nothing. */
export function backInLine(item: WorkItem, ended: 'rejected' | 'timed-out' | 'lost'): WorkItem {
  const before = passesOf(item, item.agentId!);
  const after = ended === 'lost' ? { ...before, lost: before.lost + 1 } : { ...before, declined: before.declined + 1 };
  const passes = { ...item.passes, [item.agentId!]: after };
  return move(item, 'waiting', { agentId: null, offerId: null, units: 0, passes });
}

/** Nobody is needed any more: the conversation waits for the customer or is closed. */
export const finish = (item: WorkItem): WorkItem => move(item, 'done', { units: 0 });

const none: Passes = { declined: 0, lost: 0 };

/** How the offers of this item to this agent ended so far. */
export const passesOf = ({ passes }: Pick<WorkItem, 'passes'>, agentId: AgentId): Passes => passes[agentId] ?? none;

/** Whether the engine may still offer this item to this agent (product.md 11.5). */
export const mayBeOfferedTo = (item: Pick<WorkItem, 'passes'>, agentId: AgentId): boolean =>
  passesOf(item, agentId).declined < declinesAllowed;

/** So many agents declined that only a person can place it (product.md 11.5). */
export const hasLeftAssignment = ({ passes }: Pick<WorkItem, 'passes'>): boolean =>
  Object.values<Passes>(passes).filter(({ declined }) => declined > 0).length >= declinersAllowed;
