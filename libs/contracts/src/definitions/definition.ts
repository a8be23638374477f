import { z } from 'zod';
import { defineEvent, type EventContract } from '../event.ts';
import { pageOf, pageRequest } from '../http/page.ts';
import { definitionId, slug } from '../ids.ts';
import type { Role } from '../vocabulary.ts';

const at = z.iso.datetime();
/** Rises by one with every change, from 1: what `If-Match` is compared with. */
const version = z.int().positive();

/** A name that people read. */
export const definitionName = z.string().trim().min(1, 'is required').max(100);
/** What every definition says of itself besides what it defines. */
const common = {
  slug,
  /** What people call it. */
  name: definitionName,
  /** For whoever keeps it. */
  description: z.string().trim().max(500).default(''),
};

/** What the fields of a kind must fulfil together. */
export type RulesOver<Fields extends z.ZodRawShape> = (
  defined: z.output<z.ZodObject<Fields>>,
  context: z.RefinementCtx,
) => void;

/** How one of these fields is asked for. */
export const definitionRequestOf = <Fields extends z.ZodRawShape>(fields: Fields, rules?: RulesOver<Fields>) =>
  z.object({ ...common, ...fields }).superRefine((defined, context) => rules?.(defined as never, context));

/** How one of this kind is answered. */
export const definitionViewOf = <Fields extends z.ZodRawShape>(kind: string, fields: Fields) =>
  z
    .object({
      id: definitionId,
      version,
      ...common,
      ...fields,
      /** It is there from the beginning: it can be used and copied, and is not changed. */
      builtIn: z.boolean(),
      /** When its first version was made. */
      createdAt: at,
      /** When this version was made. */
      changedAt: at,
    })
    .meta({ id: kind.replace(/(^|-)(.)/g, (_, _hyphen, letter: string) => letter.toUpperCase()) });

/**
 * What a field of a definition names. By path (`surveyId`, `steps[].templateId`): another kind of definition, or `workstream`, `channel`,
 * `account`; `queue` is routing's and not looked up.
 */
export type References = Readonly<Record<string, string>>;

/** A definition that is there from the beginning: it can be used, and copied under another name, but not changed. */
export interface BuiltIn {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A kind of definition: everything that doors, storage, history and files of configuration need to know of it. */
export interface DefinitionKind {
  /** Of its rows and events: `operating-hours`. */
  readonly kind: string;
  /** Of its door: `/api/channel-config/operating-hours`. */
  readonly path: string;
  /** In sentences: `operating hours`. */
  readonly title: string;
  readonly request: z.ZodType<Defined>;
  readonly view: z.ZodType;
  readonly page: z.ZodType;
  /** How a list is asked for: `cursor`, `limit`, `q`, `sort`, and the fields that this kind can be filtered by. */
  readonly listRequest: z.ZodType<ListOfDefinitionsRequest>;
  readonly references: References;
  /** Top-level fields that together are not the same for any two of a kind; none: there is no such rule. */
  readonly oneFor: readonly string[];
  readonly filters: readonly string[];
  readonly readers: readonly [Role, ...Role[]];
  readonly editors: readonly [Role, ...Role[]];
  readonly builtIn: readonly BuiltIn[];
  /** What everybody begins with: made when the channel is provisioned, and from then on changed and removed like any other. */
  readonly initial: readonly BuiltIn[];
  /** The whole of one as it is now. */
  readonly changed: EventContract<{ id: string; version: number }>;
}

/** What an administrator says of one definition: its slug, name and description, and the fields of its kind. */
export interface Defined {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly [field: string]: unknown;
}

export interface ListOfDefinitionsRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly q?: string | undefined;
  readonly sort: 'name' | '-name' | 'changedAt' | '-changedAt';
  readonly [filter: string]: unknown;
}

interface Description<Fields extends z.ZodRawShape> {
  readonly path: string;
  readonly title: string;
  /** What is defined. Added fields need a default: what was stored before must still read. */
  readonly fields: Fields;
  readonly rules?: RulesOver<Fields>;
  readonly references?: References;
  /** Top-level fields (`name` too) that together are not the same for any two (`already-defined`, at the last of them). */
  readonly oneFor?: readonly (keyof Fields & string)[];
  /** Top-level fields that lists can be filtered by: equal, or containing it. */
  readonly filters?: readonly (keyof Fields & string)[];
  readonly readers?: readonly [Role, ...Role[]];
  readonly editors?: readonly [Role, ...Role[]];
  readonly builtIn?: readonly BuiltIn[];
  readonly initial?: readonly BuiltIn[];
  /** Whether a service must hear of changes: then it may only leave when a subscription is there. */
  readonly heard?: boolean;
}

/**
 * Defines a kind of definition once, for its door, its storage, its event (`channel-config.<kind>-changed.v1`), its history and its place
 * in a file of configuration. `kind` is a noun in the singular, joined by hyphens.
 */
export function defineDefinition<Fields extends z.ZodRawShape>(kind: string, description: Description<Fields>) {
  const { path, title, fields, rules, references = {}, filters = [], builtIn = [] } = description;
  const view = definitionViewOf(kind, fields);
  const wanted = Object.fromEntries(
    filters.map((field) => [
      field,
      z.string().max(200).optional().describe(`Those alone whose ${field} is this, or has it among others.`),
    ]),
  );
  const changed = defineEvent(
    `channel-config.${kind}-changed.v1`,
    z.object({ id: definitionId, version, ...common, ...fields }),
    { heard: description.heard ?? false },
  );
  return {
    kind,
    path,
    title,
    request: definitionRequestOf(fields, rules),
    view,
    page: pageOf(view),
    listRequest: pageRequest.extend({
      /** Part of the name or slug, in any case. */
      q: z.string().trim().max(100).optional(),
      /** By name or by the latest change; with a hyphen, the other way round. */
      sort: z.enum(['name', '-name', 'changedAt', '-changedAt']).default('name'),
      ...wanted,
    }),
    references,
    oneFor: description.oneFor ?? [],
    filters,
    readers: description.readers ?? (['administrator', 'supervisor'] as const),
    editors: description.editors ?? (['administrator'] as const),
    builtIn,
    initial: description.initial ?? [],
    changed,
  } as const;
}

/** A definition is gone: who kept a copy forgets it. */
export const definitionRemoved = defineEvent(
  'channel-config.definition-removed.v1',
  z.object({ kind: z.string(), id: definitionId, version }),
  { heard: false },
);

/** One change of one thing that is configured: who, when, and what it was before and after. */
export const configurationChange = z
  .object({
    /** Of the change. It rises with time. */
    id: z.uuid(),
    /** What kind of thing was changed: `queue`, `automated-message`. */
    kind: z.string(),
    /** The id of what was changed; of what has none, such as a sender group, its slug. */
    subjectId: z.union([z.uuid(), slug]),
    version,
    /** `retired`: taken out of use, and removed once nothing uses it any more. */
    action: z.enum(['created', 'changed', 'removed', 'restored', 'retired']),
    at,
    /** Who did it; `subject` as their tokens call them. */
    by: z.object({ subject: z.string(), name: z.string() }),
    /** The fields that differ, as paths: `shifts.0.times.opens`. */
    differing: z.array(z.string()),
    /** The whole as it was; null: it was not there. */
    before: z.record(z.string(), z.unknown()).nullable(),
    /** The whole as it became; null: it was removed. */
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'ConfigurationChange' });
export type ConfigurationChange = z.output<typeof configurationChange>;
export const configurationChanges = pageOf(configurationChange);

/** Makes a thing again what it was. */
export const restoreRequest = z.object({
  /** At which version, as its history (`changes`) tells it; also when it was removed since. */
  version,
});
