import { EntitySchema } from 'typeorm';
import type { AgentId, SkillId } from '#contracts';
import type { Definition } from '#definitions';

const standing = 'removed_at IS NULL';

export const StaffDefinitionTable = new EntitySchema<Definition>({
  name: 'staff_definition',
  columns: {
    kind: { type: 'text' },
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    description: { type: 'text' },
    body: { type: 'jsonb' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    removedAt: { type: 'timestamptz', name: 'removed_at', nullable: true },
  },
  indices: [
    { name: 'one_staff_definition_a_slug', columns: ['kind', 'slug'], unique: true, where: standing },
    { name: 'staff_definitions_by_name', columns: ['kind', 'name', 'id'], where: standing },
  ],
});

/** What an agent can do, and how well. A skill that is not active matches nothing. */
export interface AgentSkill {
  readonly agentId: AgentId;
  readonly skillId: SkillId;
  readonly rating: number;
  /** The rating as a share of the best one of the skill's model. */
  readonly level: number;
  readonly active: boolean;
}

export const AgentSkillTable = new EntitySchema<AgentSkill>({
  name: 'agent_skill',
  columns: {
    agentId: { type: 'uuid', primary: true, name: 'agent_id' },
    skillId: { type: 'uuid', primary: true, name: 'skill_id' },
    rating: { type: 'int' },
    level: { type: 'float8' },
    active: { type: 'boolean' },
  },
  indices: [{ name: 'agents_with_skill', columns: ['skillId'] }],
});
