import type { SkillId } from '#contracts';

/** A skill that work needs. `level` is the rating as a share of the best one of its model, as it was when it was attached (product.md 12). */
export interface NeededSkill {
  readonly skillId: SkillId;
  readonly rating: number;
  readonly level: number;
}

/** The active skills of one agent: how good they are at each, as a share of the best rating of its model. */
export type SkillLevels = Readonly<Record<SkillId, number>>;

/** How well an agent fits: smaller is closer. `sort` 0: exactly, 1: more than needed, 2: less (product.md 12). */
export interface Closeness {
  readonly sort: 0 | 1 | 2;
  readonly distance: number;
}

/** Levels are quotients; what differs by less than this is the same. */
const tolerance = 1e-6;

/** The rating as a share of the best one of its model, so that different models can be compared. */
export const levelOf = (rating: number, best: number): number => rating / best;

/** Whether the agent has every needed skill, at least as well as is needed. */
export const hasAll = (needed: readonly NeededSkill[], levels: SkillLevels): boolean =>
  needed.every(({ skillId, level }) => (levels[skillId] ?? 0) >= level - tolerance);

/**
 * How close an agent comes to what is needed: who has exactly that, before who can more, before who can less or lacks a skill. Within
 * these, the least that is too much, or missing, over all skills together.
 */
export function closeness(needed: readonly NeededSkill[], levels: SkillLevels): Closeness {
  let [over, under] = [0, 0];
  for (const { skillId, level } of needed) {
    const difference = (levels[skillId] ?? 0) - level;
    if (difference > tolerance) over += difference;
    if (difference < -tolerance) under -= difference;
  }
  if (under > 0) return { sort: 2, distance: under };
  return over > 0 ? { sort: 1, distance: over } : { sort: 0, distance: 0 };
}

/** Closer first. */
export function byCloseness(one: Closeness, other: Closeness): number {
  if (one.sort !== other.sort) return one.sort - other.sort;
  const difference = one.distance - other.distance;
  return Math.abs(difference) <= tolerance ? 0 : difference;
}

/** The needs with these added: of a skill that is named twice the greater need counts. In the order of the skills, so that the same needs look the same. */
export function appendSkills(needed: readonly NeededSkill[], more: readonly NeededSkill[]): readonly NeededSkill[] {
  const all = new Map<SkillId, NeededSkill>();
  for (const skill of [...needed, ...more]) {
    const known = all.get(skill.skillId);
    if (!known || known.level < skill.level) all.set(skill.skillId, skill);
  }
  return [...all.values()].toSorted((a, b) => (a.skillId < b.skillId ? -1 : 1));
}
