import { type AgentId, defaultQueueId, type Person, Refusal, type SetAgentRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { inOneOrder } from '../domain/agent-settings.ts';
import { differences } from '../domain/differences.ts';
import { agentSettingsOf } from '../queries/agent-settings.ts';
import { agents } from '../storage/agents.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { expectAgents } from './expect-agents.ts';
import { setAgents } from './set-agents.ts';

/**
 * Sets an agent from the version that is said (`from`), or somebody who has not signed in yet, of whom none is (null): they are there from now on, and the
 * same again is the same (decisions P). Refuses as `setAgents` does, and with `unreadable` who is not known and has no name.
 */
export async function setAgent(
  tx: Transaction,
  person: Person,
  agentId: AgentId,
  { name, ...asked }: SetAgentRequest,
  from: number | null,
): Promise<void> {
  if (from !== null) return void (await setAgents(tx, person, [{ agentId, from, change: () => asked }]));
  await staffDefinitions(tx).oneAtATime();
  const isKnown = (await agents(tx).lock([agentId])).length > 0;
  if (isKnown && name !== undefined && (await isSetSo(tx, agentId, asked))) return;
  if (!isKnown) {
    if (name === undefined)
      throw new Refusal('unreadable', 'The name is required of who has not signed in yet.', 'name');
    await expectAgents(tx, [{ id: agentId, name }]);
  }
  await setAgents(tx, person, [{ agentId, ...(isKnown && { from }), change: () => asked }]);
}

/** They serve the default queue, whatever is said of their queues. */
async function isSetSo(tx: Transaction, agentId: AgentId, asked: Omit<SetAgentRequest, 'name'>): Promise<boolean> {
  const { agentId: _id, name: _name, version: _version, ...settings } = await agentSettingsOf(tx.manager, agentId);
  const queueIds = [...asked.queueIds, ...settings.queueIds.filter((id) => id === defaultQueueId)];
  return differences(settings, inOneOrder({ ...asked, queueIds })).length === 0;
}
