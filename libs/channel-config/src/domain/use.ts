import type { DefinitionKind } from '#contracts';

/** One place where something configured names another. */
export interface Use {
  /** As a path: `steps.0.templateId`. */
  readonly field: string;
  readonly kind: string;
  readonly id: string;
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
