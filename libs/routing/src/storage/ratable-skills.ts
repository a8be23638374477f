import { ratingModelKind, skillKind, usualRatingModel } from '#contracts';
import type { Transaction } from '#event-bus';
import { staffDefinitions } from './staff-definitions.ts';

/** A skill as it can be rated. */
export interface RatableSkill {
  readonly name: string;
  /** The values of its rating model. */
  readonly values: readonly number[];
}

/** Those of these skills that there are, by id. */
export async function ratableSkills(
  tx: Pick<Transaction, 'manager'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RatableSkill>> {
  const skills = await staffDefinitions(tx).some(skillKind, ids);
  const modelIdOf = (id: string) => skills.get(id)!.body['ratingModelId'] as string;
  const models = await staffDefinitions(tx).some(ratingModelKind, [...skills.keys()].map(modelIdOf));
  const valuesOf = (model: string): readonly { readonly value: number }[] =>
    model === usualRatingModel.id ? usualRatingModel.values : ((models.get(model)?.body['values'] ?? []) as never);
  return new Map(
    [...skills].map(([id, { name }]) => [id, { name, values: valuesOf(modelIdOf(id)).map(({ value }) => value) }]),
  );
}
