import { ratingModelKind, skillKind, usualRatingModel } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { NamedSkill } from '../domain/found-skills.ts';

/** All skills that there are, as tags of a model name them. */
export async function namedSkills(manager: EntityManager): Promise<readonly NamedSkill[]> {
  const rows: (Omit<NamedSkill, 'ratings'> & { values: { value: number }[] | null })[] = await manager.query(
    `SELECT skill.id, skill.slug, skill.name, model.body -> 'values' AS values
     FROM staff_definition AS skill
     LEFT JOIN staff_definition AS model
       ON model.kind = $2 AND model.id = (skill.body ->> 'ratingModelId')::uuid AND model.removed_at IS NULL
     WHERE skill.kind = $1 AND skill.removed_at IS NULL ORDER BY skill.slug`,
    [skillKind.kind, ratingModelKind.kind],
  );
  return rows.map(({ values, ...skill }) => ({
    ...skill,
    ratings: (values ?? usualRatingModel.values).map(({ value }) => value).toSorted((one, other) => one - other),
  }));
}
