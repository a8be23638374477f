import { agentChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';

/** Says who an agent is: what texts and transcripts call them. */
export function sayAgent(tx: Transaction, agent: Agent): void {
  const { id, version, name, firstName, lastName, nickname, locale, operatingHoursId } = agent;
  tx.publish(agentChanged, { agentId: id, version, name, firstName, lastName, nickname, locale, operatingHoursId });
}
