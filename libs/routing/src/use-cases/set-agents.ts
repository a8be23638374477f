import {
  type AgentId,
  type AgentSettings,
  agentSettings,
  builtInPresences,
  capacityProfileKind,
  type CapacityProfileId,
  defaultQueueId,
  type Person,
  presenceKind,
  type QueueId,
  Refusal,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { type Agent, withCapacity } from '../domain/agent.ts';
import { inOneOrder, type ProfileDefined, roomsFor, settingsOf } from '../domain/agent-settings.ts';
import type { ProfileRooms } from '../domain/capacity.ts';
import { differences } from '../domain/differences.ts';
import { tooManyServing } from '../domain/queue.ts';
import { levelOf } from '../domain/skills.ts';
import { agentSkills } from '../storage/agent-skills.ts';
import { agents } from '../storage/agents.ts';
import { profileUse } from '../storage/profile-use.ts';
import { queues } from '../storage/queues.ts';
import { ratableSkills } from '../storage/ratable-skills.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { nextMidnight } from './end-day.ts';
import { sayAgent } from './say-agent.ts';
import { show } from './show.ts';

/** What an agent is to be set to, from what they are set to. */
export interface AgentSetting {
  readonly agentId: AgentId;
  change(before: AgentSettings): AgentSettings;
  /** The version that the change starts from, which has to be said; left out: whatever it is. */
  readonly from?: number | null;
}

/**
 * Sets what administrators say of agents, all of them or none. What is in work stays; presence follows capacity. Refuses with `agent-not-found`,
 * `version-required`, `version-mismatch`, `unknown-reference`, `unreadable` (a rating that the skill's model does not have; a default presence that is not the agent's),
 * `too-many` (a queue would be served by more than may: product.md 9.1).
 */
export async function setAgents(
  tx: Transaction,
  person: By,
  asked: readonly AgentSetting[],
  action: 'changed' | 'restored' = 'changed',
): Promise<Agent[]> {
  await staffDefinitions(tx).oneAtATime();
  await queues(tx).oneAtATime();
  const ids = asked.map(({ agentId }) => agentId);
  const staff = new Map((await agents(tx).lock(ids)).map((agent) => [agent.id, agent]));
  const skills = await agentSkills(tx).of(ids);
  const serving = await queues(tx).servedBy(ids);
  const plans = asked.flatMap(({ agentId, change, from }) => {
    const agent = staff.get(agentId);
    if (!agent) throw new Refusal('agent-not-found', 'There is no such agent.');
    if (from !== undefined) refuseOtherVersion(agent.settingsVersion, from);
    const known = (skills.get(agentId) ?? []).map(({ skillId, rating, active }) => ({ skillId, rating, active }));
    const before = settingsOf(agent, known, serving.get(agentId) ?? []);
    const after = inOneOrder(withDefaultQueue(before, change(before)));
    return differences(before, after).length === 0 ? [] : [{ agent, before, after }];
  });
  if (plans.length === 0) return [...staff.values()];

  const named = await namedBy(
    tx,
    plans.map(({ after }) => after),
  );
  for (const { after } of plans) refuseWrong(after, named);
  const given = plans.filter(({ agent, after }) => after.profiles.some(({ profileId }) => !agent.profiles[profileId]));
  const inWork = given.length === 0 ? null : await profileUse(tx).inWork(given.map(({ agent }) => agent.id));
  const changed = plans.map(({ agent, after }) => {
    const rooms = roomsFor(agent.profiles, after.profiles, named.profile, inWork?.get(agent.id) ?? {});
    return settled(agent, after, rooms, tx.now);
  });
  await agents(tx).saveSettings(changed);
  await agentSkills(tx).set(
    changed.map(({ id }) => id),
    plans.flatMap(({ agent, after }) =>
      after.skills.map((skill) => ({
        ...skill,
        agentId: agent.id,
        level: levelOf(skill.rating, named.best(skill.skillId)),
      })),
    ),
  );
  await queues(tx).setQueuesOf(plans.map(({ agent, after }) => ({ agentId: agent.id, queueIds: after.queueIds })));
  await refuseCrowded(
    tx,
    plans.flatMap(({ before, after }) => after.queueIds.filter((queueId) => !before.queueIds.includes(queueId))),
  );
  await changes(tx).recordAll(
    person,
    plans.map(({ agent, before, after }) => {
      const version = agent.settingsVersion + 1;
      return { kind: 'agent', subjectId: agent.id, version, action, before: { ...before }, after: { ...after } };
    }),
  );
  if (changed.some(({ profiles }) => Object.values<{ endOfDay: boolean }>(profiles).some(({ endOfDay }) => endOfDay)))
    await nextMidnight(tx);
  for (const agent of changed) sayAgent(tx, agent);
  await show(tx, { agents: changed });
  tx.wake('assignment');
  tx.wake('queue-figures');
  const now = new Map([...staff, ...changed.map((agent) => [agent.id, agent] as const)]);
  return [...now.values()];
}

/** Makes an agent's settings again what they were at `version`. Refuses as setting does, and with `version-not-found`, `outdated`. */
export async function restoreAgent(
  tx: Transaction,
  person: Person,
  agentId: AgentId,
  version: number,
  from: number | null,
) {
  const settings = await changes(tx).at(agentSettings, { kind: 'agent', subjectId: agentId, version });
  return setAgents(tx, person, [{ agentId, from, change: () => settings }], 'restored');
}

/** Of queues that are served by more agents now, none has too many. */
async function refuseCrowded(tx: Transaction, ids: readonly QueueId[]): Promise<void> {
  for (const queue of await queues(tx).withHowMany(ids)) {
    const tooMany = tooManyServing(queue, queue.serving);
    if (tooMany) throw new Refusal('too-many', tooMany, 'queueIds');
  }
}

/** Whatever is said of their queues, they serve the default one as before. */
function withDefaultQueue({ queueIds }: AgentSettings, after: AgentSettings): AgentSettings {
  if (!queueIds.includes(defaultQueueId) || after.queueIds.includes(defaultQueueId)) return after;
  return { ...after, queueIds: [...after.queueIds, defaultQueueId] };
}

function settled(agent: Agent, after: AgentSettings, rooms: ProfileRooms, now: Date): Agent {
  const { firstName, lastName, nickname, locale, presenceIds, operatingHoursId } = after;
  const { capacityUnits, defaultPresence } = after;
  const details = {
    firstName,
    lastName,
    nickname,
    locale,
    presenceIds,
    operatingHoursId,
    defaultPresence: defaultPresence.presence,
    defaultPresenceId: defaultPresence.presenceId,
    settingsVersion: agent.settingsVersion + 1,
  };
  return withCapacity({ ...agent, ...details }, capacityUnits, rooms, now);
}

/** What these settings name, in a statement for each kind. */
async function namedBy(tx: Transaction, all: readonly AgentSettings[]) {
  const load = staffDefinitions(tx);
  const profiles = await load.some(
    capacityProfileKind,
    all.flatMap((one) => one.profiles.map(({ profileId }) => profileId)),
  );
  const skills = await ratableSkills(
    tx,
    all.flatMap((one) => one.skills.map(({ skillId }) => skillId)),
  );
  const presences = await load.some(
    presenceKind,
    all.flatMap((one) => one.presenceIds),
  );
  const living = await queues(tx).living(all.flatMap((one) => one.queueIds));
  return {
    profiles,
    skills,
    presences,
    queues: new Set(living.map(({ id }) => id)),
    best: (skillId: string) => Math.max(...skills.get(skillId)!.values),
    profile: (id: CapacityProfileId) => profiles.get(id)!.body as unknown as ProfileDefined,
  };
}

function refuseWrong(after: AgentSettings, named: Awaited<ReturnType<typeof namedBy>>): void {
  const unknown = (what: string, field: string) => new Refusal('unknown-reference', `There is no such ${what}.`, field);
  if (after.profiles.some(({ profileId }) => !named.profiles.has(profileId)))
    throw unknown('capacity profile', 'profiles');
  if (after.queueIds.some((id) => !named.queues.has(id))) throw unknown('queue', 'queueIds');
  const isBuiltIn = (id: string) => builtInPresences.some((one) => one.id === id);
  if (after.presenceIds.some((id) => !isBuiltIn(id) && !named.presences.has(id)))
    throw unknown('presence', 'presenceIds');
  for (const { skillId, rating } of after.skills) {
    const skill = named.skills.get(skillId);
    if (!skill) throw unknown('skill', 'skills');
    if (!skill.values.includes(rating))
      throw new Refusal('unreadable', `${skill.name} is not rated ${rating}.`, 'skills');
  }
  const { presence, presenceId } = after.defaultPresence;
  if (presenceId === null) return;
  const stands = named.presences.get(presenceId)?.body['base'];
  if (!after.presenceIds.includes(presenceId) || stands !== presence)
    throw new Refusal('unreadable', 'is not a presence of this agent that stands for it', 'defaultPresence');
}
