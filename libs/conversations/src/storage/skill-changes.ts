import { type EntityManager, EntitySchema, In } from 'typeorm';
import type { ConversationId } from '#contracts';
import type { SkillChange } from '../domain/skill-changes.ts';
import { inBulk } from './in-bulk.ts';

export const SkillChangeTable = new EntitySchema<SkillChange>({
  name: 'skill_change',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    byAgentId: { type: 'uuid', name: 'by_agent_id' },
    byName: { type: 'text', name: 'by_name' },
    fromSkills: { type: 'jsonb', name: 'from_skills' },
    toSkills: { type: 'jsonb', name: 'to_skills' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [{ name: 'skill_changes_of_conversation', columns: ['conversationId', 'changedAt', 'id'] }],
});

export const skillChanges = ({ manager }: { readonly manager: EntityManager }) => ({
  /** What is there already stays as it is. */
  add: (changes: readonly SkillChange[]): Promise<number> => inBulk(manager, SkillChangeTable).insert(changes),

  /** Those of each of these, oldest first. */
  async ofAll(ids: readonly ConversationId[]): Promise<Map<ConversationId, SkillChange[]>> {
    const found = await manager.find(SkillChangeTable, {
      where: { conversationId: In(ids) },
      order: { changedAt: 'ASC', id: 'ASC' },
    });
    return Map.groupBy(found, ({ conversationId }) => conversationId);
  },
});
