import { type AgentId, Refusal, type Role } from '#contracts';
import type { Companion, Conversation } from './conversation.ts';
import { isUnseen, partOf } from './handling.ts';

interface Somebody {
  readonly agentId: AgentId;
  readonly roles: readonly Role[];
}

/** Supervisors and administrators see every conversation. */
export const seesAll = (roles: readonly Role[]): boolean =>
  roles.includes('supervisor') || roles.includes('administrator');

/** An agent sees what is offered to them or theirs, what they are consulted in while they are, and what was theirs once it is closed. */
export function maySee(conversation: Conversation, person: Somebody): boolean {
  const { agentId, previousAgentId, status } = conversation;
  if (seesAll(person.roles) || agentId === person.agentId || partOf(conversation, person.agentId)) return true;
  return status === 'closed' && previousAgentId === person.agentId;
}

/** Refuses with `not-allowed` who may not see it. */
export function mustSee(conversation: Conversation, person: Somebody): void {
  if (!maySee(conversation, person)) throw new Refusal('not-allowed', 'This conversation is not yours to see.');
}

/** Of whom, among those who take part, this person is told: who reads along unseen is known to supervisors and to themselves (product.md 18.4). */
export const knowsOf =
  (person: Somebody) =>
  (one: Pick<Companion, 'agentId' | 'mode' | 'speaks'>): boolean =>
    !isUnseen(one) || seesAll(person.roles) || one.agentId === person.agentId;

/** Whether what is said among those who take part is for them, too: they have it or take part, or are supervisors. */
export const mayHear = (conversation: Conversation, person: Somebody): boolean =>
  seesAll(person.roles) ||
  conversation.agentId === person.agentId ||
  partOf(conversation, person.agentId) !== undefined;

/** Refuses with `not-part-of-it` who may not hear what is said among those who take part. */
export function mustTakePart(conversation: Conversation, person: Somebody): void {
  if (!mayHear(conversation, person)) throw new Refusal('not-part-of-it', 'You do not take part in this conversation.');
}
