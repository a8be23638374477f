import type { EntityManager } from 'typeorm';
import { type AgentId, type AssignmentSettings, presence, type QueueId, Refusal, type TargetFilter } from '#contracts';
import { askWhetherTheyWork } from '../domain/custom-assignment.ts';
import { type CurrentQueue, offeredOf } from '../domain/targets.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { takesOf } from '../domain/workstream.ts';
import { openHoursNow } from './calendars.ts';
import { settingsNow } from './settings.ts';
import {
  type AgentCandidate,
  type QueueCandidate,
  sourcesOfAgent,
  sourcesOfQueue,
  targetCandidates,
} from './target-candidates.ts';
import { workstreams } from './workstreams.ts';

/** The filters of one purpose. */
interface Filters {
  readonly agents: TargetFilter;
  readonly queues: TargetFilter;
}
interface Targets {
  readonly agents: readonly AgentCandidate[];
  readonly queues: readonly QueueCandidate[];
}

/** The filters that count for who passes on, or asks for advice. */
export const filtersFor = (what: 'transfer' | 'consult', targets: AssignmentSettings['targets']): Filters =>
  what === 'transfer'
    ? { agents: targets.transferAgents, queues: targets.transferQueues }
    : { agents: targets.consultAgents, queues: targets.consultQueues };

/** What this item's work takes of an agent, and which targets are offered for it. */
export async function offeredTargets(db: EntityManager, item: WorkItem) {
  const { workstreamId, profileIds, skills, queueId } = item;
  const distribution = (await workstreams({ manager: db }).distributionsOf([workstreamId])).get(workstreamId)!;
  const takes = takesOf(distribution, profileIds);
  const { allowedPresences } = distribution;
  return {
    allowedPresences,
    takes,
    async offered(filters: Filters, { agents, queues }: Targets, now: Date): Promise<Targets> {
      if (!filters.agents.enabled && !filters.queues.enabled) return { agents, queues };
      const [current]: CurrentQueue[] = await db.query(`SELECT id, slug, name FROM queue WHERE id = $1`, [queueId]);
      const isAsked = askWhetherTheyWork(filters.agents.conditions);
      const openHours = isAsked ? await openHoursNow(db, now) : {};
      const about = { needed: skills.length, allowedPresences, openHours };
      return {
        agents: offeredOf(filters.agents, agents, current!, (agent) => sourcesOfAgent(agent, takes, about)),
        queues: offeredOf(filters.queues, queues, current!, sourcesOfQueue),
      };
    },
  };
}

/** Refuses with `target-not-offered` an agent or a queue that is not offered to who passes this item on, or asks for advice. */
export async function refuseUnoffered(
  db: EntityManager,
  item: WorkItem,
  what: 'transfer' | 'consult',
  { agentId = null, queueId = null }: { readonly agentId?: AgentId | null; readonly queueId?: QueueId | null },
  now: Date,
): Promise<void> {
  const filters = filtersFor(what, (await settingsNow(db)).assignment.targets);
  if (!(agentId ? filters.agents : filters.queues).enabled) return;
  const { offered } = await offeredTargets(db, item);
  const candidates = targetCandidates(db);
  const named = {
    agents: agentId
      ? await candidates.agents(item.skills, presence.options, { only: agentId, limit: 1, isWhole: true })
      : [],
    queues: queueId ? await candidates.queues(now, { only: queueId, limit: 1 }) : [],
  };
  // who is not there at all is refused for that
  if (named.agents.length + named.queues.length === 0) return;
  const found = await offered(filters, named, now);
  if (found.agents.length + found.queues.length > 0) return;
  throw new Refusal(
    'target-not-offered',
    `This ${agentId ? 'colleague' : 'queue'} is not among those that are offered here.`,
    agentId ? 'agentId' : 'queueId',
  );
}
