import { type SkillId, usualRatingModel } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WantedSkill } from '../domain/classify.ts';
import { levelOf, type NeededSkill } from '../domain/skills.ts';

interface Row {
  readonly id: SkillId;
  /** The best rating of its model; null: the usual model. */
  readonly best: number | null;
}

const bestUsual = Math.max(...usualRatingModel.values.map(({ value }) => value));

/** What rules want, as work items need it: each rating as a share of the best one of its skill's model. Skills that are gone are left out. */
export async function neededSkills(
  { manager }: Transaction,
  wanted: readonly WantedSkill[],
): Promise<(of: readonly WantedSkill[]) => NeededSkill[]> {
  const ids = [...new Set(wanted.map(({ skillId }) => skillId))];
  const rows: Row[] =
    ids.length === 0
      ? []
      : await manager.query(
          `SELECT skill.id, (
             SELECT max((value ->> 'value')::float8) FROM staff_definition AS model, jsonb_array_elements(model.body -> 'values') AS value
             WHERE model.id = (skill.body ->> 'ratingModelId')::uuid) AS best
           FROM staff_definition AS skill WHERE skill.kind = 'skill' AND skill.removed_at IS NULL AND skill.id = ANY($1::uuid[])`,
          [ids],
        );
  const best = new Map<string, Row>(rows.map((row) => [row.id, row]));
  return (of) =>
    of.flatMap(({ skillId, rating }) => {
      const skill = best.get(skillId);
      return skill ? [{ skillId: skill.id, rating, level: levelOf(rating, skill.best ?? bestUsual) }] : [];
    });
}
