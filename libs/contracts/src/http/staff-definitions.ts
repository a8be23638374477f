import { z } from 'zod';
import { eachOnce, faultAt } from '../definitions/fields.ts';
import {
  type BuiltIn,
  type Defined,
  definitionName,
  definitionRequestOf,
  definitionViewOf,
  type References,
  type RulesOver,
} from '../definitions/definition.ts';
import { definitionId } from '../ids.ts';
import { pageOf } from './page.ts';

/*
 * What routing defines of the people who answer: skills and how they are rated, capacity profiles, presences (product.md 12-14).
 * Only routing acts on these, so it owns them itself and no fact of them is said.
 */

/** A kind of them: what doors, storage, history and files of configuration need to know of it. */
export interface StaffKind {
  readonly kind: string;
  /** Of its door, `/api/routing/<path>`, and its section in a file. */
  readonly path: string;
  readonly section: string;
  readonly title: string;
  readonly request: z.ZodType<Defined>;
  readonly view: z.ZodType;
  readonly page: z.ZodType;
  /** Fields that name another one, by kind. */
  readonly references: References;
  readonly builtIn: readonly BuiltIn[];
  /** Fields of which a change has to be confirmed while agents use it (product.md 43 G32). */
  readonly confirmed: readonly string[];
}

function defineStaff<Fields extends z.ZodRawShape>(
  kind: string,
  description: {
    readonly path: string;
    readonly section: string;
    readonly title: string;
    readonly fields: Fields;
    readonly rules?: RulesOver<Fields>;
    readonly references?: References;
    readonly builtIn?: readonly BuiltIn[];
    readonly confirmed?: readonly string[];
  },
) {
  const { path, section, title, fields, rules, references = {}, builtIn = [], confirmed = [] } = description;
  const request = definitionRequestOf(fields, rules);
  const view = definitionViewOf(kind, fields);
  return { kind, path, section, title, request, view, page: pageOf(view), references, builtIn, confirmed } as const;
}

/** How skills are rated until somebody makes another model. */
export const usualRatingModel = {
  id: '01990000-0000-7000-8000-00000000b001',
  slug: 'default-rating-model',
  name: 'Default rating model',
  description: 'There from the beginning.',
  values: [
    { value: 1, label: 'Familiar' },
    { value: 2, label: 'Good' },
    { value: 3, label: 'Proficient' },
  ],
};

/** The values that a skill of an agent can have, each with its label; a greater one is better (product.md 12). */
export const ratingModelKind = defineStaff('rating-model', {
  path: 'rating-models',
  section: 'ratingModels',
  title: 'rating models',
  fields: {
    values: z
      .array(z.object({ value: z.int().min(1, 'must be positive').max(1000), label: definitionName }))
      .min(1, 'needs at least one')
      .max(100),
  },
  rules({ values }, context) {
    if (!eachOnce(values.map(({ value }) => String(value)))) faultAt(context, 'values', 'names the same value twice');
  },
  builtIn: [usualRatingModel],
});

/** A group of skills: languages, products. */
export const skillTypeKind = defineStaff('skill-type', {
  path: 'skill-types',
  section: 'skillTypes',
  title: 'skill types',
  fields: {},
});

/** Something that agents can do and work needs (product.md 12). */
export const skillKind = defineStaff('skill', {
  path: 'skills',
  section: 'skills',
  title: 'skills',
  fields: {
    typeId: definitionId.nullable().default(null),
    ratingModelId: definitionId.default(definitionId.parse(usualRatingModel.id)),
  },
  references: { typeId: 'skill-type', ratingModelId: 'rating-model' },
});

/** How many items of a sort an agent may have (product.md 13). */
export const capacityProfileKind = defineStaff('capacity-profile', {
  path: 'capacity-profiles',
  section: 'capacityProfiles',
  title: 'capacity profiles',
  fields: {
    workItemLimit: z.int().min(0).max(10_000),
    /** When what was used is free again: as work ends, or at midnight of the installation. Another one while agents have it has to be confirmed. */
    reset: z.enum(['immediate', 'end-of-day']).default('immediate'),
    /** At its limit nothing else is assigned to the agent automatically, either. */
    blocking: z.boolean().default(false),
  },
  confirmed: ['reset'],
});

/** The presences that an agent may choose, and custom ones stand for (product.md 14). */
export const basePresence = z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline']);
export type BasePresence = z.output<typeof basePresence>;

const builtInPresence = (n: number, base: BasePresence, name: string): BuiltIn => ({
  id: `01990000-0000-7000-8000-00000000b1${String(n).padStart(2, '0')}`,
  slug: base,
  name,
  text: name,
  base,
  description: 'There from the beginning.',
});
export const builtInPresences = [
  builtInPresence(1, 'available', 'Available'),
  builtInPresence(2, 'busy', 'Busy'),
  builtInPresence(3, 'do-not-disturb', 'Do not disturb'),
  builtInPresence(4, 'away', 'Appear away'),
  builtInPresence(5, 'offline', 'Offline'),
] as const;

/** A presence with a text of its own; routing looks at what it stands for (product.md 14). */
export const presenceKind = defineStaff('presence', {
  path: 'presences',
  section: 'presences',
  title: 'presences',
  fields: { text: z.string().trim().min(1, 'is required').max(100), base: basePresence },
  builtIn: builtInPresences,
});

/** Every kind, in the order in which a file has them: what is named comes before what names it. */
export const staffKinds: readonly StaffKind[] = [
  ratingModelKind,
  skillTypeKind,
  skillKind,
  capacityProfileKind,
  presenceKind,
];
