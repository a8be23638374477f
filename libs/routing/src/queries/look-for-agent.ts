import type { AgentId, DryRunView, QueueId, WorkItemId } from '#contracts';
import type { Sources } from '#conditions';
import type { Transaction } from '#event-bus';
import { assign } from '../domain/choose-agents.ts';
import type { Line, WaitingItem } from '../domain/snapshot.ts';
import { tailored } from '../domain/custom-assignment.ts';
import type { Queue } from '../domain/queue.ts';
import { favourOf } from '../domain/favour.ts';
import { obstacleIn, whyNobody } from '../domain/why-not.ts';
import { declinesAllowed, type DistributionSettings, takesOf, type Workstream } from '../domain/workstream.ts';
import type { KeptLook } from '../storage/explanations.ts';
import { surroundingsOf } from '../storage/custom-work.ts';
import { queueRules } from '../storage/queue-rules.ts';
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
  work: Sources,
  preferredAgentIds: readonly AgentId[],
): Promise<{ agent: DryRunView['agent']; told: KeptLook } | null> {
  const [queue] = await queues(tx).living([queueId]);
  const distribution = (await workstreams(tx).distributionsOf([workstream.id])).get(workstream.id);
  if (!queue || !distribution) return null;
  const settings = await settingsNow(tx.manager);
  const members = new Set(await queues(tx).membersOf(queueId));
  const favour = favourOf(
    { previousAgentId: null, preferredAgentIds },
    (id) => members.has(id),
    distribution,
    settings.assignment.preferredAgents,
  );
  const terms = { ...distribution, declinesAllowed: declinesAllowed(distribution, settings.assignment) };
  const line = { ...(await lineFor(tx, queue, terms, { skills, profileIds }, work)), favour };
  const { method } = line;
  const nobody = (why: string): KeptLook => ({ queueId, method, chosen: null, why, considered: [], others: 0 });
  if (workstream.mode === 'pick') return { agent: null, told: nobody('Agents take this work out of the list') };

  const rules = rulesOf(settings);
  const skillIds = skills.map(({ skillId }) => skillId);
  const { serving, people } =
    (await whoServes(tx, [queueId], skillIds, everybody, method === 'custom')).get(queueId) ?? none;
  const item: WaitingItem = { id: '' as WorkItemId, line, lastInteractionAt: tx.now, passes: {} };
  const heard = people.filter(({ isHeard }) => isHeard);
  const { choices } = assign({
    now: tx.now,
    rules,
    named,
    items: [item],
    agents: heard.map(({ agent }) => agent),
    standings: new Map(heard.map(({ agent, isHeard: _, ...standing }) => [agent.id, standing])),
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

/** The line that it would wait in, with the rules that would run for it. */
async function lineFor(
  tx: Transaction,
  queue: Queue,
  distribution: DistributionSettings & { readonly declinesAllowed: number },
  { skills, profileIds }: Needs,
  work: Sources,
): Promise<Line> {
  const line: Line = {
    queueId: queue.id,
    priority: queue.priority,
    takes: takesOf(distribution, profileIds),
    allowedPresences: distribution.allowedPresences,
    method: queue.assignmentMethod === 'custom' ? 'highest-capacity' : queue.assignmentMethod,
    skills,
    matching: distribution.skillMatching,
    favour: null,
    declines: { allowed: distribution.declinesAllowed, pauseSeconds: distribution.declinePauseSeconds },
  };
  if (queue.assignmentMethod !== 'custom') return line;
  const rules = (await queueRules(tx).inForce([queue.id])).get(queue.id);
  return rules ? tailored(line, work, rules.body, await surroundingsOf(tx, [rules.body], skills)) : line;
}

const none = { serving: 0, people: [] };
