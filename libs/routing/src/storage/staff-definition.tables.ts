import { EntitySchema } from 'typeorm';
import type { AgentId, SkillId } from '#contracts';
import type { StaffDefinition } from '../domain/staff-definition.ts';

const standing = 'removed_at IS NULL';

export const StaffDefinitionTable = new EntitySchema<StaffDefinition>({
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

/** One change as it is kept: of a definition, or of what is set of an agent. */
export interface StaffChange {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly version: number;
  readonly action: 'created' | 'changed' | 'removed' | 'restored';
  readonly happenedAt: Date;
  readonly bySubject: string;
  readonly byName: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

export const StaffChangeTable = new EntitySchema<StaffChange>({
  name: 'staff_change',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    subjectId: { type: 'uuid', name: 'subject_id' },
    version: { type: 'int' },
    action: { type: 'text' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'one_staff_change_a_version', columns: ['subjectId', 'version'], unique: true },
    { name: 'staff_changes_of_kind', columns: ['kind', 'id'] },
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
