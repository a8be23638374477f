import { type AgentId, type Person, Refusal, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { takesOf } from '../domain/workstream.ts';
import { agents } from '../storage/agents.ts';
import { conversations } from '../storage/conversations.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';

/** The item, which nobody else changes until this transaction is over. */
export async function locked(tx: Transaction, id: WorkItemId): Promise<WorkItem> {
  const [item] = await workItems(tx).lockAny([id]);
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  return item;
}

/** What one such item takes of an agent, and who may be pushed it. */
export async function termsOf(tx: Transaction, { workstreamId, profileIds }: WorkItem) {
  const distribution = (await workstreams(tx).distributionsOf([workstreamId])).get(workstreamId)!;
  const { mode } = (await workstreams(tx).known([workstreamId])).get(workstreamId)!;
  return { ...distribution, mode, takes: takesOf(distribution, profileIds) };
}

/** Refuses who neither has the conversation nor supervises. */
export function refuseOthers(item: WorkItem, by: Person, isSupervisor: boolean): void {
  if (item.status !== 'assigned')
    throw new Refusal('work-item-state', `A conversation that is ${item.status} is in nobody’s hands.`);
  if (!isSupervisor && item.agentId !== by.agentId)
    throw new Refusal('not-yours', 'Only who has a conversation can pass it on.');
}

/** Refuses what has ended: what its agent still has of it is their wrap-up, and nobody else is needed for that (product.md 17.2 T6). */
export async function refuseEnded(tx: Transaction, item: WorkItem): Promise<void> {
  if ((await conversations(tx).areOver([item])).size > 0)
    throw new Refusal('work-item-state', 'The conversation has ended; what is left is wrap-up.');
}

/** Refuses a colleague who is not there; a supervisor may disregard presence, but not that nobody is there. */
export async function present(tx: Transaction, id: AgentId, isSupervisor: boolean): Promise<Agent> {
  const [agent] = await agents(tx).lock([id]);
  if (!agent) throw new Refusal('agent-not-found', 'This agent has never signed in.', 'agentId');
  const isThere = agent.silentSince === null && (isSupervisor || ['available', 'busy'].includes(agent.presence));
  if (!isThere) throw new Refusal('agent-away', `${agent.name} cannot be asked now.`, 'agentId');
  return agent;
}

/** Why nobody else can have it: who is offered it, or has it. */
export async function alreadyTaken(tx: Transaction, item: WorkItem): Promise<Refusal> {
  if (item.status === 'done') return new Refusal('already-taken', 'This conversation needs nobody any more.');
  const [agent] = await agents(tx).lock([item.agentId!]);
  const how = item.status === 'offered' ? 'is offered to' : 'has been taken by';
  return new Refusal('already-taken', `This conversation ${how} ${agent?.name ?? 'somebody else'}.`);
}
