import type { AgentSettings, AgentsEdit, CapacityProfileId } from '#contracts';
import type { Agent } from './agent.ts';
import { type ProfileRooms, profilesOf } from './capacity.ts';

/** What a capacity profile says, as its administrators defined it. */
export interface ProfileDefined {
  readonly workItemLimit: number;
  readonly blocking: boolean;
  readonly reset: 'immediate' | 'end-of-day';
}

/** What is set of an agent, out of what is stored of them. */
export const settingsOf = (
  agent: Agent,
  skills: AgentSettings['skills'],
  queueIds: AgentSettings['queueIds'],
): AgentSettings => ({
  firstName: agent.firstName,
  lastName: agent.lastName,
  nickname: agent.nickname,
  locale: agent.locale,
  capacityUnits: agent.capacityTotal,
  profiles: profilesOf(agent).map(([profileId, { limit, custom }]) => ({ profileId, limit: custom ? limit : null })),
  skills: skills.toSorted((a, b) => (a.skillId < b.skillId ? -1 : 1)),
  queueIds: queueIds.toSorted(),
  presenceIds: agent.presenceIds.toSorted(),
  defaultPresence: {
    presence: agent.defaultPresence as AgentSettings['defaultPresence']['presence'],
    presenceId: agent.defaultPresenceId,
  },
  operatingHoursId: agent.operatingHoursId,
});

/** The same settings, with lists in one order. */
export const inOneOrder = (settings: AgentSettings): AgentSettings => ({
  ...settings,
  profiles: settings.profiles.toSorted((a, b) => (a.profileId < b.profileId ? -1 : 1)),
  skills: settings.skills.toSorted((a, b) => (a.skillId < b.skillId ? -1 : 1)),
  queueIds: [...new Set(settings.queueIds)].toSorted(),
  presenceIds: [...new Set(settings.presenceIds)].toSorted(),
});

/**
 * The places an agent has from now on: what is used stays used, a limit of their own counts before the profile's (product.md 13). In a profile that they
 * did not have, what they have `inWork` takes its place at once.
 */
export function roomsFor(
  before: ProfileRooms,
  asked: AgentSettings['profiles'],
  defined: (id: CapacityProfileId) => ProfileDefined,
  inWork: Readonly<Record<CapacityProfileId, number>>,
): ProfileRooms {
  return Object.fromEntries(
    asked.map(({ profileId, limit }) => {
      const { workItemLimit, blocking, reset } = defined(profileId);
      const used = before[profileId]?.used ?? inWork[profileId] ?? 0;
      const room = { limit: limit ?? workItemLimit, used, blocking, endOfDay: reset === 'end-of-day' };
      return [profileId, { ...room, custom: limit !== null }];
    }),
  );
}

/** The settings with this done to them. */
export function edited(settings: AgentSettings, edit: AgentsEdit): AgentSettings {
  const without = <Item>(all: readonly Item[], key: (item: Item) => string, ...ids: (readonly string[])[]) =>
    all.filter((item) => !ids.flat().includes(key(item)));
  const skillIdOf = ({ skillId }: AgentSettings['skills'][number]) => skillId;
  const profileIdOf = ({ profileId }: AgentSettings['profiles'][number]) => profileId;
  const itself = (id: string) => id;
  return inOneOrder({
    ...settings,
    capacityUnits: edit.capacityUnits ?? settings.capacityUnits,
    defaultPresence: edit.defaultPresence ?? settings.defaultPresence,
    operatingHoursId: edit.operatingHoursId === undefined ? settings.operatingHoursId : edit.operatingHoursId,
    skills: [
      ...without(settings.skills, skillIdOf, edit.removeSkillIds, edit.addSkills.map(skillIdOf)),
      ...without(edit.addSkills, skillIdOf, edit.removeSkillIds),
    ],
    profiles: [
      ...without(settings.profiles, profileIdOf, edit.removeProfileIds, edit.addProfiles.map(profileIdOf)),
      ...without(edit.addProfiles, profileIdOf, edit.removeProfileIds),
    ],
    queueIds: without([...settings.queueIds, ...edit.addQueueIds], itself, edit.removeQueueIds),
    presenceIds: without([...settings.presenceIds, ...edit.addPresenceIds], itself, edit.removePresenceIds),
  });
}
