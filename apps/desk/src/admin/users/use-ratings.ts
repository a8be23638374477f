import { useQuery } from '@tanstack/react-query';
import { allDefinitions, allKinds } from '../../api/definitions.ts';

interface Rating {
  readonly value: number;
  readonly label: string;
}
export interface RatedSkill {
  readonly id: string;
  readonly name: string;
  /** What it can be rated, the least first. */
  readonly ratings: readonly Rating[];
}

/** Every skill with the ratings of its model; undefined until they are read. */
export function useRatedSkills(): readonly RatedSkill[] | undefined {
  const skills = useQuery(allDefinitions(allKinds.get('skill')!)).data;
  const models = useQuery(allDefinitions(allKinds.get('rating-model')!)).data;
  if (!skills || !models) return undefined;
  return skills.map(({ id, name, ...skill }) => {
    const model = models.find((one) => one.id === skill['ratingModelId']);
    const ratings = (model?.['values'] ?? []) as readonly Rating[];
    return { id, name, ratings: ratings.toSorted((one, other) => one.value - other.value) };
  });
}

/** A rating in its model's word; its number where the model has no word for it. */
export const ratingWord = (skill: RatedSkill | undefined, rating: number): string =>
  skill?.ratings.find(({ value }) => value === rating)?.label ?? String(rating);
