import type { DefinitionId, StaffKind } from '#contracts';
import type { Transaction } from '#event-bus';

/** Rules of workstreams in which this field names it. */
const ruleUse = (field: string) => `format('rules of %s', coalesce(workstream.name, 'a workstream')) FROM routing_rules
    LEFT JOIN workstream ON workstream.id = workstream_id
    WHERE jsonb_path_exists(body, '$.**.${field} ? (@ == $id)', jsonb_build_object('id', $1::text))`;

/** Rules of queues that say this, be it in a condition or in an order. */
const queueRuleUse = (said: string) => `format('the rules of %s', queue.name) FROM queue_rules
    JOIN queue ON queue.id = queue_id AND queue.removed_at IS NULL
    WHERE jsonb_path_exists(body, '$.** ? (@ == $said)', jsonb_build_object('said', ${said}))`;

/** Filters of whom work may go to that say this. */
const filterUse = (said: string) => `'whom work may go to' FROM assignment_settings
    WHERE jsonb_path_exists(body -> 'targets', '$.** ? (@ == $said)', jsonb_build_object('said', ${said}))`;

/** Work that nobody could take once it is gone. */
const workUse = (needs: string) =>
  `'work that waits for it' FROM work_item WHERE status IN ('waiting', 'offered') AND ${needs} LIMIT 1`;

/** Whose words name each kind by its slug: under another they would mean nothing. */
const skillSlug = `'skill.' || (SELECT slug FROM staff_definition WHERE id = $1::uuid)`;
const namers: Readonly<Record<string, string>> = {
  skill: `SELECT ${queueRuleUse(skillSlug)} UNION SELECT ${filterUse(skillSlug)}`,
};

/** Who uses each kind: the names of some, so that an administrator knows where to look. */
const users: Readonly<Record<string, string>> = {
  'rating-model': `SELECT name FROM staff_definition WHERE kind = 'skill' AND removed_at IS NULL AND body ->> 'ratingModelId' = $1`,
  'skill-type': `SELECT name FROM staff_definition WHERE kind = 'skill' AND removed_at IS NULL AND body ->> 'typeId' = $1
    UNION SELECT ${queueRuleUse('$1::text')}`,
  skill: `SELECT agent.name FROM agent_skill JOIN agent ON agent.id = agent_id WHERE skill_id = $1::uuid
    UNION SELECT ${ruleUse('skillId')}
    UNION (SELECT ${workUse(`skills @> jsonb_build_array(jsonb_build_object('skillId', $1::text))`)})
    UNION ${namers['skill']}`,
  'capacity-profile': `SELECT name FROM agent WHERE profiles ? $1
    UNION SELECT workstream.name FROM distribution JOIN workstream ON workstream.id = workstream_id WHERE capacity_profile_id = $1::uuid
    UNION (SELECT ${workUse('profile_ids @> ARRAY[$1::uuid]')})
    UNION SELECT ${ruleUse('capacityProfileId')}`,
  presence: `SELECT name FROM agent WHERE $1::uuid = ANY(presence_ids) OR default_presence_id = $1::uuid OR presence_id = $1::uuid`,
};

export const staffUse = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** The names of who uses it, up to six. */
  of: ({ kind }: StaffKind, id: DefinitionId): Promise<string[]> => namesIn(manager, users[kind]!, id),
  /** The names of who names it by its slug, up to six. */
  async bySlug({ kind }: StaffKind, id: DefinitionId): Promise<string[]> {
    return namers[kind] === undefined ? [] : namesIn(manager, namers[kind], id);
  },
});

async function namesIn(manager: Transaction['manager'], sql: string, id: DefinitionId): Promise<string[]> {
  const found: { name: string }[] = await manager.query(`SELECT * FROM (${sql}) AS use (name) ORDER BY 1 LIMIT 6`, [
    id,
  ]);
  return found.map(({ name }) => name);
}
