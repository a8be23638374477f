import { type AgentId, Refusal, type Role } from '#contracts';
import type { Conversation } from './conversation.ts';

interface Somebody {
  readonly agentId: AgentId;
  readonly roles: readonly Role[];
}

/** Supervisors and administrators see every conversation. */
export const seesAll = (roles: readonly Role[]): boolean =>
  roles.includes('supervisor') || roles.includes('administrator');

/** An agent sees what is offered to them or theirs, and what was theirs once it is closed. */
export function maySee({ agentId, previousAgentId, status }: Conversation, person: Somebody): boolean {
  if (seesAll(person.roles) || agentId === person.agentId) return true;
  return status === 'closed' && previousAgentId === person.agentId;
}

/** Refuses with `not-allowed` who may not see it. */
export function mustSee(conversation: Conversation, person: Somebody): void {
  if (!maySee(conversation, person)) throw new Refusal('not-allowed', 'This conversation is not yours to see.');
}
