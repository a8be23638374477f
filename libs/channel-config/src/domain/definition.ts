import type { Defined, DefinitionId, DefinitionKind } from '#contracts';

/** Something an administrator defined for other services to act on (decisions: definitions). */
export interface Definition {
  readonly kind: string;
  readonly id: DefinitionId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The fields of its kind. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** It is gone, and can be restored. */
  readonly removedAt: Date | null;
}

/** One place where something configured names another. */
export interface Use {
  /** As a path: `steps.0.templateId`. */
  readonly field: string;
  readonly kind: string;
  readonly id: string;
}

/** The whole as an administrator says it. */
export const definedBy = ({ slug, name, description, body }: Definition): Defined => ({
  ...body,
  slug,
  name,
  description,
});

/** The kind's own fields of what was said. */
export function bodyOf({ slug: _slug, name: _name, description: _description, ...body }: Defined) {
  return body;
}

/** Every field of this that names something else that is configured. */
export function usesOf(
  { references }: Pick<DefinitionKind, 'references'>,
  defined: Readonly<Record<string, unknown>>,
): readonly Use[] {
  return Object.entries(references).flatMap(([path, kind]) =>
    valuesAt(defined, path.split('.'), '').flatMap(({ field, value }) =>
      typeof value === 'string' ? [{ field, kind, id: value }] : [],
    ),
  );
}

interface Found {
  readonly field: string;
  readonly value: unknown;
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[], at: string): readonly Found[] {
  if (step === undefined) return [{ field: at, value }];
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  const field = at === '' ? name : `${at}.${name}`;
  const inside = (value as Record<string, unknown> | null | undefined)?.[name];
  if (!isList) return valuesAt(inside, rest, field);
  return Array.isArray(inside) ? inside.flatMap((item, index) => valuesAt(item, rest, `${field}.${index}`)) : [];
}
