import type { DryRunView, QueueId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { assign, type Line, type WaitingItem } from '../domain/choose-agents.ts';
import { obstacleIn, whyNobody } from '../domain/why-not.ts';
import { takesOf, type Workstream } from '../domain/workstream.ts';
import type { KeptLook } from '../storage/explanations.ts';
import { queues } from '../storage/queues.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { whoServes } from '../storage/who-serves.ts';
import { workstreams } from '../storage/workstreams.ts';
import type { Needs } from '../use-cases/place-work.ts';

/** As many as serve one queue at most (product.md 9.1). */
const everybody = 5000;
const named = 20;

/** Who would be offered an item now that needs this and waits in this queue, as if it were the first to be placed; and why not the others. */
export async function lookForAgent(
  tx: Transaction,
  workstream: Workstream,
  queueId: QueueId,
  { skills, profileIds }: Needs,
): Promise<{ agent: DryRunView['agent']; told: KeptLook } | null> {
  const [queue] = await queues(tx).living([queueId]);
  const distribution = (await workstreams(tx).distributionsOf([workstream.id])).get(workstream.id);
  if (!queue || !distribution) return null;
  const method = queue.assignmentMethod === 'custom' ? 'highest-capacity' : queue.assignmentMethod;
  const nobody = (why: string): KeptLook => ({ queueId, method, chosen: null, why, considered: [], others: 0 });
  if (workstream.mode === 'pick') return { agent: null, told: nobody('Agents take this work out of the list') };

  const line: Line = {
    queueId,
    priority: queue.priority,
    takes: takesOf(distribution, profileIds),
    allowedPresences: distribution.allowedPresences,
    method,
    skills,
    matching: distribution.skillMatching,
    favour: null,
    declines: { allowed: distribution.declinesAllowed, pauseSeconds: distribution.declinePauseSeconds },
  };
  const rules = rulesOf(await settingsNow(tx.manager));
  const skillIds = skills.map(({ skillId }) => skillId);
  const { serving, people } = (await whoServes(tx, [queueId], skillIds, everybody)).get(queueId) ?? none;
  const item: WaitingItem = { id: '' as WorkItemId, line, lastInteractionAt: tx.now, passes: {} };
  const heard = people.filter(({ isHeard }) => isHeard);
  const { choices } = assign({
    now: tx.now,
    rules,
    named,
    items: [item],
    agents: heard.map(({ agent }) => agent),
    standings: new Map(heard.map(({ agent, levels, turns }) => [agent.id, { levels, turns }])),
    members: new Map([[queueId, heard.map(({ agent }) => agent.id)]]),
  });
  const [choice] = choices;
  if (!choice) {
    const found = whyNobody(item, people, { rules, now: tx.now, serving, named }) ?? { why: '', considered: [] };
    const considered = found.considered.map((one) => [one.agentId, one.reason] as const);
    return { agent: null, told: { ...nobody(found.why), considered, others: serving - considered.length } };
  }
  const { agentId, why, notChosen } = choice;
  const absent = people.filter(({ isHeard }) => !isHeard);
  const considered = [
    ...notChosen!.named.map((one) => [one.agentId, one.reason] as const),
    ...absent.flatMap((person) => {
      const obstacle = obstacleIn(line, person, rules);
      return obstacle ? [[person.agent.id, obstacle.reason] as const] : [];
    }),
  ].slice(0, named);
  const { name } = people.find(({ agent }) => agent.id === agentId)!.agent;
  return {
    agent: { id: agentId, name, why },
    told: { ...nobody(why), chosen: agentId, considered, others: serving - considered.length - 1 },
  };
}

const none = { serving: 0, people: [] };
