import type { DefinitionId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { enoughUsers } from '../domain/in-use.ts';

interface UserInRouting {
  readonly kind: string;
  readonly name: string;
}

const byIdSql = `
  SELECT 'queue' AS kind, name FROM queue_copy WHERE operating_hours_id = $1
  UNION ALL SELECT 'agent' AS kind, name FROM agent_copy WHERE operating_hours_id = $1`;

/** Of a queue or workstream that is gone no rule runs; it finds its hours gone, too, when it is brought back after them. */
const rulesWith = (condition: string) => `
  SELECT rules_copy.kind, coalesce('of queue ' || queue_copy.name, 'of workstream ' || workstream.name, '') AS name
  FROM rules_copy
  LEFT JOIN queue_copy ON rules_copy.kind = 'custom-assignment' AND queue_copy.id = subject_id
  LEFT JOIN workstream ON rules_copy.kind <> 'custom-assignment' AND workstream.id = subject_id
  WHERE ${condition} AND queue_copy.removed IS NOT TRUE AND workstream.state IS DISTINCT FROM 'removed'`;

const rulesSql = rulesWith('calendars @> ARRAY[$1::text]');

const few = `ORDER BY kind DESC, name LIMIT ${enoughUsers}`;

/** Who in routing names operating hours, a few of them: queues and agents by id, rules by the slug. */
export const usersOfHours = ({ manager }: Pick<Transaction, 'manager'>) => ({
  all: (id: DefinitionId, slug: string): Promise<UserInRouting[]> =>
    manager.query(`${byIdSql} UNION ALL ${rulesSql.replace('$1', '$2')} ${few}`, [id, slug]),
  bySlug: (slug: string): Promise<UserInRouting[]> => manager.query(`${rulesSql} ${few}`, [slug]),
});

/** Whose rules ask a skill finder, a few of them. */
export const usersOfSkillFinder = (
  { manager }: Pick<Transaction, 'manager'>,
  id: DefinitionId,
): Promise<UserInRouting[]> => manager.query(`${rulesWith('skill_finder_ids @> ARRAY[$1::uuid]')} ${few}`, [id]);

/** Whose rules look at a context variable, a few of them: those of its workstream, and of queues, which have work of any. */
export const rulesWithVariable = (
  { manager }: Pick<Transaction, 'manager'>,
  name: string,
  workstreamId: WorkstreamId,
): Promise<UserInRouting[]> =>
  manager.query(
    `${rulesWith("variables @> ARRAY[$1::text] AND (rules_copy.kind = 'custom-assignment' OR subject_id = $2)")} ${few}`,
    [name, workstreamId],
  );
