import type { DefinitionId, StaffKind } from '#contracts';
import type { Transaction } from '#event-bus';

/** Who uses each kind: the names of some, so that an administrator knows where to look. */
const users: Readonly<Record<string, string>> = {
  'rating-model': `SELECT name FROM staff_definition WHERE kind = 'skill' AND removed_at IS NULL AND body ->> 'ratingModelId' = $1`,
  'skill-type': `SELECT name FROM staff_definition WHERE kind = 'skill' AND removed_at IS NULL AND body ->> 'typeId' = $1`,
  skill: `SELECT agent.name FROM agent_skill JOIN agent ON agent.id = agent_id WHERE skill_id = $1::uuid`,
  'capacity-profile': `SELECT name FROM agent WHERE profiles ? $1
    UNION SELECT workstream.name FROM distribution JOIN workstream ON workstream.id = workstream_id WHERE capacity_profile_id = $1::uuid`,
  presence: `SELECT name FROM agent WHERE $1::uuid = ANY(presence_ids) OR default_presence_id = $1::uuid OR presence_id = $1::uuid`,
};

export const staffUse = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** The names of who uses it, up to six. */
  async of({ kind }: StaffKind, id: DefinitionId): Promise<string[]> {
    const found: { name: string }[] = await manager.query(`${users[kind]} ORDER BY 1 LIMIT 6`, [id]);
    return found.map(({ name }) => name);
  },
});
