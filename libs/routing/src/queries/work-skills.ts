import type { EntityManager } from 'typeorm';
import {
  type NamedSkill,
  type Person,
  ratingModelKind,
  Refusal,
  usualRatingModel,
  type WorkItemId,
  type WorkSkillsView,
} from '#contracts';
import { mayChangeSkills } from '../domain/who-may.ts';
import type { NeededSkill } from '../domain/skills.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { settingsNow } from '../storage/settings.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';

/** What these skills and capacity profiles are called, those that are gone as well. */
export async function staffNames(db: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; name: string }[] = await db.query(
    `SELECT id, name FROM staff_definition WHERE id = ANY($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What a work item needs of its agent, for who has it, who serves its queue, and supervisors. Refuses with `work-item-not-found`, `not-yours`. */
export async function workSkills(db: EntityManager, id: WorkItemId, by: Person): Promise<WorkSkillsView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  if (!(await concerns(db, item, by))) throw new Refusal('not-yours', 'This conversation does not concern you.');
  return viewWorkSkills(db, item, by);
}

/** Whether somebody supervises, has it, gives advice about it, or serves the queue that it is in. */
async function concerns(db: EntityManager, { id, queueId, agentId }: WorkItem, by: Person): Promise<boolean> {
  if (by.roles.some((role) => role !== 'agent') || agentId === by.agentId) return true;
  const [found]: { isSo: boolean }[] = await db.query(
    `SELECT EXISTS (SELECT FROM queue_member WHERE queue_id = $1 AND agent_id = $2)
       OR EXISTS (SELECT FROM consultation WHERE work_item_id = $3 AND agent_id = $2 AND ended_at IS NULL) AS "isSo"`,
    [queueId, by.agentId, id],
  );
  return found!.isSo;
}

/** The same of an item that is at hand, as this person sees it. */
export async function viewWorkSkills(db: EntityManager, item: WorkItem, by: Person): Promise<WorkSkillsView> {
  const { assignment } = await settingsNow(db);
  const [over]: { isOver: boolean }[] = await db.query(
    `SELECT EXISTS (SELECT FROM conversation WHERE id = $1 AND ended_version >= $2) AS "isOver"`,
    [item.conversationId, item.episode],
  );
  const mayChange = item.status !== 'done' && !over!.isOver && mayChangeSkills(item, by, assignment);
  const needed = item.skills.map(({ skillId }) => skillId);
  const known = await ratedSkills(db, needed, mayChange);
  return {
    workItemId: item.id,
    conversationId: item.conversationId,
    skills: named(item.skills, known),
    mayChange,
    choices: mayChange ? known.filter(({ isThere }) => isThere).map(({ isThere: _, ...skill }) => skill) : [],
  };
}

/** Several lots of needed skills by name, in one statement. */
export async function skillsByName(
  db: EntityManager,
  ...lots: readonly (readonly NeededSkill[])[]
): Promise<NamedSkill[][]> {
  const ids = lots.flat().map(({ skillId }) => skillId);
  const known = await ratedSkills(db, [...new Set(ids)], false);
  return lots.map((skills) => named(skills, known));
}

function named(skills: readonly NeededSkill[], known: readonly Choice[]): NamedSkill[] {
  const byId = new Map(known.map((skill) => [skill.skillId, skill]));
  return skills
    .map(({ skillId, rating }) => {
      const { name = '', ratings = [] } = byId.get(skillId) ?? {};
      return { skillId, name, rating, label: ratings.find(({ value }) => value === rating)?.label ?? '' };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

const most = 500;
type Choice = WorkSkillsView['choices'][number];

/** These skills with their ratings; where `all` are asked for, every other one that there is besides. By name. */
async function ratedSkills(
  db: EntityManager,
  ids: readonly string[],
  all: boolean,
): Promise<(Choice & { readonly isThere: boolean })[]> {
  if (ids.length === 0 && !all) return [];
  const rows: (Omit<Choice, 'ratings'> & { isThere: boolean; ratings: Choice['ratings'] | null })[] = await db.query(
    `SELECT skill.id AS "skillId", skill.name, skill.removed_at IS NULL AS "isThere", model.body -> 'values' AS ratings
     FROM staff_definition AS skill
     LEFT JOIN staff_definition AS model ON model.kind = $3 AND model.id = (skill.body ->> 'ratingModelId')::uuid
     WHERE skill.kind = 'skill' AND (skill.id = ANY($1::uuid[]) OR ($2 AND skill.removed_at IS NULL))
     ORDER BY (skill.id = ANY($1::uuid[])) DESC, skill.name, skill.id LIMIT ${most}`,
    [ids, all, ratingModelKind.kind],
  );
  return rows
    .map((row) => ({ ...row, ratings: row.ratings ?? usualRatingModel.values }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
