import type { CapacityProfileId, Classification, Told } from '#contracts';
import { type Classified, holds, type Sources, type WantedSkill } from '#conditions';
import { type FoundByModel, nothingSaid, type Said, skillsSaid } from './found-skills.ts';

export type { Classified, WantedSkill } from '#conditions';

/** What was found out about an item. */
export interface Found {
  readonly attributes: Classified;
  readonly skills: readonly WantedSkill[];
  readonly capacityProfileIds: readonly CapacityProfileId[];
  /** Of each ruleset, in their order, the rule that applied; as far as it came. */
  readonly applied: readonly (string | null)[];
  /** What models said, by the rulesets that they fill; left out: none fills one. */
  readonly models?: Readonly<Record<string, FoundByModel>> | undefined;
  /** What went wrong: the item goes to the queue to fall back on. */
  readonly failure: string | null;
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Runs every ruleset in its order; of each the first rule that fits says its outputs, which later ones see as `classified` (product.md 7).
 * Of a skill that is wanted twice the greater rating counts.
 */
export function classify({ rulesets }: Classification, known: Sources, said: Said = nothingSaid): Found {
  const attributes: Record<string, string | number | boolean> = {};
  const skills = new Map<string, number>();
  const profiles = new Set<CapacityProfileId>();
  const applied: (string | null)[] = [];
  const sources = { ...known, classified: attributes };
  const models: Record<string, FoundByModel> = {};
  const need = (wanted: readonly WantedSkill[]) => {
    for (const { skillId, rating } of wanted) skills.set(skillId, Math.max(rating, skills.get(skillId) ?? 0));
  };
  let failure: string | null = null;

  for (const { id, name: ruleset, type, skillFinderId, rules } of rulesets) {
    if (type === 'model') {
      applied.push(null);
      models[id] = skillsSaid(skillFinderId, said);
      need(models[id].tags.flatMap(({ skillId, rating }) => (skillId === null ? [] : [{ skillId, rating: rating! }])));
      continue;
    }
    try {
      const rule = rules.find(({ conditions }) => holds(conditions, sources));
      applied.push(rule?.id ?? null);
      if (!rule) continue;
      for (const { name, value } of rule.outputs.attributes) attributes[name] = value;
      need(rule.outputs.skills);
      if (rule.outputs.capacityProfileId) profiles.add(rule.outputs.capacityProfileId);
    } catch (error) {
      failure = `${ruleset}: ${reasonOf(error)}`;
      break;
    }
  }
  return {
    attributes,
    skills: [...skills].map(([skillId, rating]) => ({ skillId, rating })),
    capacityProfileIds: [...profiles],
    applied,
    ...(Object.keys(models).length > 0 && { models }),
    failure,
  };
}

/** The same as the explanation tells it, with what skills and profiles are called, and the rules of that version: those before the one that applied did not fit, those after it were not looked at. */
export const tellFound = (
  { rulesets }: Classification,
  version: number,
  { applied, models, ...found }: Found,
  nameOf: (id: string) => string,
): Told<'classification'> => ({
  ...found,
  skills: found.skills.map(({ skillId, rating }) => ({ skillId, name: nameOf(skillId), rating })),
  capacityProfileIds: [...found.capacityProfileIds],
  capacityProfiles: found.capacityProfileIds.map((id) => ({ id, name: nameOf(id) })),
  version,
  rulesets: rulesets.slice(0, applied.length).map(({ id, name, rules }, index) => {
    const at = rules.findIndex((rule) => rule.id === applied[index]);
    const markOf = (place: number) =>
      place === at ? 'applied' : at < 0 || place < at ? 'not-matched' : 'not-processed';
    const said = models?.[id];
    const told = rules.map((rule, place) => ({ id: rule.id, name: rule.name, mark: markOf(place) }) as const);
    return { id, name, rules: told, ...(said && { found: { failure: said.failure, tags: [...said.tags] } }) };
  }),
});
