import type { AgentId, Presence, QueueId, WorkItemId } from '#contracts';
import type { Agent } from './agent.ts';
import type { Takes } from './capacity.ts';
import type { Custom, RatedSkill } from './custom-assignment.ts';
import type { NeededSkill, SkillLevels } from './skills.ts';
import type { NotChosen } from './why-not.ts';
import type { DeclineRules, Passes } from './work-item.ts';

/** How a queue chooses among those who could take an item (product.md 11.3). */
export type Method = 'highest-capacity' | 'round-robin' | 'least-active' | 'custom';
/** Whether an agent must have every needed skill, or may come close, or skills do not matter (product.md 12). */
export type Matching = 'exact' | 'closest' | 'none';

/** Agents who come before all others, whatever their capacity and skills: who had the conversation before, or whom the customer prefers (product.md 6.5, 11.6). */
export interface Favour {
  readonly kind: 'affinity' | 'preferred';
  /** The best first. */
  readonly agentIds: readonly AgentId[];
  /** When none of them is there: to the next best, or not to anybody. */
  readonly otherwise: 'next-best' | 'wait';
}

/** What items have in common that wait in one queue for one workstream and need the same. */
export interface Line {
  readonly queueId: QueueId;
  /** Of the queue; a smaller number is more important (product.md 9.1). */
  readonly priority: number;
  /** What one of its items takes of an agent, and of whom. */
  readonly takes: Takes;
  readonly allowedPresences: readonly Presence[];
  readonly method: Method;
  readonly skills: readonly NeededSkill[];
  readonly matching: Matching;
  readonly favour: Favour | null;
  readonly declines: DeclineRules;
  /** By which rules agents are chosen, where the method is `custom`. */
  readonly custom?: Custom;
  /** The queue's name, where its work has an order of its own: that comes after all that goes by age, by name among each other (11.2). */
  readonly prioritisedIn?: string;
}

/** A work item as the choice sees it. */
export interface WaitingItem {
  readonly id: WorkItemId;
  readonly line: Line;
  readonly lastInteractionAt: Date;
  readonly passes: Readonly<Record<AgentId, Passes>>;
  /** Its place in a queue with an order of its own: what has the smaller text comes first. */
  readonly place?: string;
}

/** What an agent can do, and when it was their turn in each queue: last assigned there, or joined it. In milliseconds. */
export interface Standing {
  readonly levels: SkillLevels;
  readonly turns: Readonly<Record<QueueId, number>>;
  /** The active skills, where rules may look at them. */
  readonly skills?: readonly RatedSkill[];
}

/** What holds for all (product.md 15.4). */
export interface Rules {
  /** Conversations that an agent has open at once. */
  readonly sessions: number;
}

/** Everything the choice depends on. */
export interface Snapshot {
  readonly now: Date;
  readonly rules: Rules;
  readonly items: readonly WaitingItem[];
  readonly agents: readonly Agent[];
  readonly standings: ReadonlyMap<AgentId, Standing>;
  readonly members: ReadonlyMap<QueueId, readonly AgentId[]>;
  /** How many of those who were considered and not chosen are told of with each choice; left out: none. */
  readonly named?: number;
}

export interface Choice {
  readonly itemId: WorkItemId;
  readonly agentId: AgentId;
  /** Why this agent, in a few words for the offer's card. */
  readonly why: string;
  /** Of those who were there, some who were not chosen, and how many there are besides. */
  readonly notChosen?: { readonly named: readonly NotChosen[]; readonly others: number };
}

export interface Assignment {
  readonly choices: readonly Choice[];
  /** The agents who were chosen, as they are with their new work; and those who have too many sessions for more, who are not to be disturbed. */
  readonly agents: readonly Agent[];
}

/** Nobody said anything of the agent. */
export const noStanding: Standing = { levels: {}, turns: {} };
