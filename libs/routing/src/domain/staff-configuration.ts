import {
  type AgentId,
  type AgentSettings,
  type ConfiguredThing,
  type References,
  type StaffKind,
  withIds,
  withSlugs,
} from '#contracts';
import { definedBy, type Definition } from '#definitions';
import type { NameOf } from './configuration.ts';

/** A definition of the staff as a file says it. */
export function staffThing({ references }: Pick<StaffKind, 'references'>, one: Definition, nameOf: NameOf) {
  const { slug: _slug, ...thing } = definedBy(one);
  return withSlugs(references, thing, nameOf);
}

/** What is set of an agent, and what the sign-in calls them. Whom they serve stands at the queues. */
export interface ConfiguredAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly settings: Omit<AgentSettings, 'queueIds'>;
}

export const agentReferences: References = {
  'profiles[].profileId': 'capacity-profile',
  'skills[].skillId': 'skill',
  'presenceIds[]': 'presence',
  operatingHoursId: 'operating-hours',
};

const inOrder = (things: unknown, field?: string): unknown => {
  const key = (one: unknown) => String(field === undefined ? one : (one as ConfiguredThing)[field]);
  return (things as unknown[]).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

/** An agent as a file says it: a default presence by its slug, which of a built-in one is what it stands for. */
export function agentThing({ settings }: Pick<ConfiguredAgent, 'settings'>, nameOf: NameOf): ConfiguredThing {
  const { defaultPresence, ...others } = settings;
  const { profiles, skills, presences, ...thing } = withSlugs(agentReferences, others, nameOf);
  const { presence, presenceId } = defaultPresence;
  return {
    ...thing,
    profiles: inOrder(profiles, 'profile'),
    skills: inOrder(skills, 'skill'),
    presences: inOrder(presences),
    defaultPresence: presenceId === null ? presence : nameOf('presence', presenceId),
  };
}

/** The settings of an agent, as their own door reads them, out of what a file says. */
export function agentFromThing(
  { defaultPresence, ...thing }: ConfiguredThing,
  idOf: (kind: string, slug: string, path: string) => string,
  presenceCalled: (slug: string) => AgentSettings['defaultPresence'] | undefined,
): ConfiguredThing {
  const said = withIds(agentReferences, thing, idOf);
  if (defaultPresence === undefined) return said;
  const found = typeof defaultPresence === 'string' ? presenceCalled(defaultPresence) : undefined;
  return { ...said, defaultPresence: found ?? defaultPresence };
}
