import { Any, type EntityManager, IsNull } from 'typeorm';
import { type AgentId, type AssignmentSettings, type QueueId, staffKinds } from '#contracts';
import { chunks } from '#event-bus';
import type { Definition } from '#definitions';
import { settingsOf } from '../domain/agent-settings.ts';
import type { QueueWithMembers } from '../domain/configuration.ts';
import type { ConfiguredAgent } from '../domain/staff-configuration.ts';
import type { DistributionSettings } from '../domain/workstream.ts';
import type { NameOf } from '../domain/configuration.ts';
import { AgentTable } from './agent.table.ts';
import { agentSkills } from './agent-skills.ts';
import { QueueMemberTable, QueueTable } from './queue.table.ts';
import { type QueueRules, QueueRulesTable } from './queue-rules.ts';
import { type RoutingRules, RoutingRulesTable } from './routing-rules.ts';
import { settingsNow } from './settings.ts';
import { staffDefinitions } from './staff-definitions.ts';
import { DistributionTable } from './workstream.table.ts';

/** Everything that is configured here. */
export interface Configuration {
  readonly queues: readonly QueueWithMembers[];
  /** Of those of these that somebody has set rules for. */
  readonly queueRules: readonly QueueRules[];
  readonly distributions: readonly DistributionSettings[];
  readonly rules: readonly RoutingRules[];
  /** Skills, rating models, capacity profiles and presences, but for what is built in. */
  readonly staff: readonly Definition[];
  /** What holds for all work; version 0 while nobody has changed anything. */
  readonly assignment: { readonly version: number; readonly settings: AssignmentSettings };
  /** What everything here is called; what is gone by its id. */
  readonly nameOf: NameOf;
}

const by =
  <T>(keyOf: (thing: T) => string) =>
  (one: T, other: T): number =>
    keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0;

/** Reads it whole, in as many statements as there are tables, in the order of slugs and ids. */
export async function readConfiguration(manager: EntityManager): Promise<Configuration> {
  const members = Map.groupBy(await manager.getRepository(QueueMemberTable).find(), ({ queueId }) => queueId);
  const queues = await manager.getRepository(QueueTable).findBy({ removedAt: IsNull() });
  const queueRules = await manager.getRepository(QueueRulesTable).find();
  const distributions = await manager.getRepository(DistributionTable).find();
  const rules = await manager.getRepository(RoutingRulesTable).find();
  const staff = await staffDefinitions({ manager }).all();
  const builtIn = staffKinds.flatMap((kind) => kind.builtIn);
  const slugs = new Map<string, string>([...queues, ...staff, ...builtIn].map(({ id, slug }) => [id, slug]));
  const living = new Set(queues.map(({ id }) => id));
  const slugOf = ({ queueId }: QueueRules) => slugs.get(queueId)!;
  const { version, assignment: settings } = await settingsNow(manager);
  return {
    staff,
    assignment: { version, settings },
    // those of a queue that is gone stay for when it is restored
    queueRules: queueRules.filter(({ queueId }) => living.has(queueId)).toSorted(by(slugOf)),
    nameOf: (_kind, id) => slugs.get(id) ?? id,
    rules: rules.toSorted(by(({ workstreamId }) => workstreamId)),
    queues: queues
      .map((queue) => ({ ...queue, memberIds: (members.get(queue.id) ?? []).map(({ agentId }) => agentId) }))
      .toSorted(by(({ slug }) => slug)),
    distributions: distributions.toSorted(by(({ workstreamId }) => workstreamId)),
  };
}

const atOnce = 1000;

/** Stores queues with exactly these members. */
export async function saveQueues(manager: EntityManager, queues: readonly QueueWithMembers[]): Promise<void> {
  if (queues.length === 0) return;
  for (const some of chunks(queues, atOnce)) {
    const rows = some.map(({ memberIds: _memberIds, ...queue }) => queue);
    await manager.getRepository(QueueTable).upsert(rows, ['id']);
  }
  const members: { queueId: QueueId; agentId: AgentId }[] = queues.flatMap(({ id, memberIds }) =>
    [...new Set(memberIds)].map((agentId) => ({ queueId: id, agentId })),
  );
  const wanted = [members.map(({ queueId }) => queueId), members.map(({ agentId }) => agentId)];
  // who stays keeps their turn
  await manager.query(
    `DELETE FROM queue_member WHERE queue_id = ANY($1)
       AND (queue_id, agent_id) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))`,
    [queues.map(({ id }) => id), ...wanted],
  );
  await manager.query(
    `INSERT INTO queue_member (queue_id, agent_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING`,
    wanted,
  );
}

/** Stores the settings of distributions, also of workstreams that are not heard of yet. */
export async function saveDistributions(
  manager: EntityManager,
  settings: readonly DistributionSettings[],
): Promise<void> {
  for (const some of chunks(settings, atOnce))
    await manager.getRepository(DistributionTable).upsert(some, ['workstreamId']);
}

/** What is set of these agents, or of all of them, by id. */
export async function readAgents(manager: EntityManager, ids?: readonly AgentId[]): Promise<ConfiguredAgent[]> {
  const where = ids && { id: Any([...ids]) };
  const staff = await manager.getRepository(AgentTable).find({ ...(where && { where }), order: { id: 'ASC' } });
  const skills = await agentSkills({ manager }).of(staff.map(({ id }) => id));
  return staff.map((agent) => {
    const own = (skills.get(agent.id) ?? []).map(({ skillId, rating, active }) => ({ skillId, rating, active }));
    const { queueIds: _queueIds, ...settings } = settingsOf(agent, own, []);
    return { id: agent.id, name: agent.name, settings };
  });
}
