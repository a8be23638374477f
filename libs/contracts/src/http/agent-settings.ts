import { z } from 'zod';
import { eachOnce } from '../definitions/fields.ts';
import { agentId, capacityProfileId, definitionId, presenceId, queueId, skillId } from '../ids.ts';
import { locale } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';
import { basePresence } from './staff-definitions.ts';

const part = z.string().trim().min(1).max(100).nullable().default(null);
const once = <Item>(key: (item: Item) => string) =>
  [(all: readonly Item[]) => eachOnce(all.map(key)), 'names the same one twice'] as const;

const skill = z.object({
  skillId,
  /** One of the values of the skill's rating model. */
  rating: z.int().min(1).max(1000),
  /** A skill that is not active matches nothing. */
  active: z.boolean().default(true),
});
const profile = z.object({
  profileId: capacityProfileId,
  /** For this agent alone; null: the profile's own. */
  limit: z.int().min(0).max(10_000).nullable().default(null),
});
const capacityUnits = z.int().min(0).max(100_000);
const defaultPresence = z.object({
  presence: basePresence,
  /** A custom presence that stands for it, of those the agent may choose. */
  presenceId: presenceId.nullable().default(null),
});

/** What administrators set of an agent (product.md 12-14). The name is the sign-in's. */
export const agentSettings = z.object({
  firstName: part,
  lastName: part,
  nickname: part,
  locale: locale.nullable().default(null),
  capacityUnits: capacityUnits.default(6),
  profiles: z
    .array(profile)
    .max(50)
    .refine(...once<{ profileId: string }>(({ profileId }) => profileId))
    .default([]),
  skills: z
    .array(skill)
    .max(200)
    .refine(...once<{ skillId: string }>(({ skillId: id }) => id))
    .default([]),
  queueIds: z.array(queueId).max(500).default([]),
  /** Custom presences that the agent may choose. */
  presenceIds: z.array(presenceId).max(100).default([]),
  /** At sign-in: Away and Offline are applied as they are, everything else follows capacity. */
  defaultPresence: defaultPresence.default({ presence: 'available', presenceId: null }),
  /** The agent's own working hours, which rules of queues and filters of targets can ask (product.md 11.4). Null: they always work. They may be heard of later. */
  operatingHoursId: definitionId.nullable().default(null),
});
export type AgentSettings = z.output<typeof agentSettings>;

/** What agents are called, as their sign-in says it. */
export const agentName = z.string().trim().min(1, 'is required of who has not signed in yet').max(200);
/** Sets an agent; who has not signed in yet is there from then on. */
export const setAgentRequest = agentSettings.extend({
  /** Of who has not signed in yet, and is not known: what they are called until they do. Of all others the name is the sign-in's. */
  name: agentName.optional(),
});
export type SetAgentRequest = z.output<typeof setAgentRequest>;
export const agentSettingsView = z
  .object({ agentId, name: z.string(), version: z.int().positive(), ...agentSettings.shape })
  .meta({ id: 'AgentSettings' });
export type AgentSettingsView = z.output<typeof agentSettingsView>;
export const listOfAgentSettings = pageOf(agentSettingsView);
export const agentSettingsRequest = pageRequest.extend({
  /** Part of the name, in any case. */
  q: z.string().trim().max(100).optional(),
  /** Only who serves this queue, has this skill, or this profile. */
  queueId: queueId.optional(),
  skillId: skillId.optional(),
  profileId: capacityProfileId.optional(),
});
export type AgentSettingsRequest = z.output<typeof agentSettingsRequest>;

/** What is done to the settings of many agents; what is left out stays. */
export const agentsEdit = z.object({
  capacityUnits: capacityUnits.optional(),
  /** Added, or rated anew. */
  addSkills: z.array(skill).max(200).default([]),
  removeSkillIds: z.array(skillId).max(200).default([]),
  addProfiles: z.array(profile).max(50).default([]),
  removeProfileIds: z.array(capacityProfileId).max(50).default([]),
  addQueueIds: z.array(queueId).max(100).default([]),
  removeQueueIds: z.array(queueId).max(100).default([]),
  addPresenceIds: z.array(presenceId).max(100).default([]),
  removePresenceIds: z.array(presenceId).max(100).default([]),
  defaultPresence: defaultPresence.optional(),
  /** Null: they have none of their own any more. */
  operatingHoursId: definitionId.nullable().optional(),
});
export type AgentsEdit = z.output<typeof agentsEdit>;
