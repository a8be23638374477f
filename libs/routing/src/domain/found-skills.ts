import type { FoundSkills } from '#contracts';

/** A skill as tags name it: by its slug, or what people call it, in any case; `ratings`, the least first. */
export interface NamedSkill {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly ratings: readonly number[];
}

/** What models said of some work, and the skills that their tags may name. */
export interface Said {
  readonly answers: readonly FoundSkills[];
  readonly skills: readonly NamedSkill[];
}
export const nothingSaid: Said = { answers: [], skills: [] };

/** What a model said, with the skill that each tag became; null: there is none of this name. */
export interface FoundByModel {
  readonly tags: readonly { readonly tag: string; readonly skillId: string | null; readonly rating: number | null }[];
  readonly failure: string | null;
}

const folded = (text: string) => text.trim().toLowerCase();

/**
 * The skills that a model's tags name (product.md 7.8). A rating that the skill does not have counts as the next lower one that it has, none as
 * the least. Who was not asked, or did not answer, said nothing, and why is told.
 */
export function skillsSaid(skillFinderId: string | null, { answers, skills }: Said): FoundByModel {
  const answer = answers.find((one) => one.skillFinderId === skillFinderId);
  if (!answer) return { tags: [], failure: 'It was not asked about this conversation.' };
  const tags = answer.tags.map(({ tag, rating }) => {
    const called = folded(tag);
    const skill =
      skills.find(({ slug }) => folded(slug) === called) ?? skills.find(({ name }) => folded(name) === called);
    if (!skill) return { tag, skillId: null, rating };
    const least = skill.ratings[0] ?? 1;
    const wanted = skill.ratings.findLast((one) => rating !== null && one <= rating) ?? least;
    return { tag, skillId: skill.id, rating: wanted };
  });
  return { tags, failure: answer.failure };
}
