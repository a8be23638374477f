import { type ConditionField, locales, presence } from '#contracts';
import { operatorsOf } from './fields.ts';

/** A skill that an installation has: `skill.german` is how well an agent is rated in it. */
export interface OfferedSkill {
  readonly slug: string;
  readonly name: string;
}

const field = (
  group: string,
  name: string,
  label: string,
  type: ConditionField['type'],
  values?: readonly string[],
): ConditionField => ({
  name,
  label,
  group,
  type,
  operators: [...operatorsOf[type]],
  ...(values && { values: values.map((one) => ({ name: one, label: one })) }),
});

/** What conditions over agents may look at (product.md 11.4): what is known of the agent, their skills, and what the workstream says of its work. */
export const agentFields = (skills: readonly OfferedSkill[] = []): readonly ConditionField[] => [
  field('Agent', 'agent.presence', 'presence', 'choice', presence.options),
  field('Agent', 'agent.presenceAllowed', 'presence is allowed by the workstream', 'yes-no'),
  field('Agent', 'agent.availableUnits', 'available capacity', 'number'),
  field('Agent', 'agent.usedUnits', 'used capacity', 'number'),
  field('Agent', 'agent.capacityUnits', 'capacity', 'number'),
  field('Agent', 'agent.hasRoom', 'has room for the work', 'yes-no'),
  field('Agent', 'agent.hasNeededSkills', 'has all needed skills', 'yes-no'),
  field('Agent', 'agent.sessions', 'open conversations', 'number'),
  field('Agent', 'agent.skills', 'skills', 'text'),
  field('Agent', 'agent.name', 'name', 'text'),
  field('Agent', 'agent.firstName', 'first name', 'text'),
  field('Agent', 'agent.lastName', 'last name', 'text'),
  field('Agent', 'agent.nickname', 'nickname', 'text'),
  field('Agent', 'agent.locale', 'locale', 'choice', locales),
  field('Agent', 'agent.schedule', 'own operating hours', 'calendar'),
  ...skills.map(({ slug, name }) => field('Skill', `skill.${slug}`, `rating in ${name}`, 'number')),
  field('Workstream', 'workstream.allowedPresences', 'allowed presences', 'text'),
  field('Workstream', 'workstream.capacityUnits', 'capacity that the work takes', 'number'),
];
