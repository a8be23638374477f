import { isSame } from './contract.ts';

type Fields = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Groups of the same shape are brought together field by field; others, as where another kind was chosen, are one thing. */
const areAlike = (...groups: readonly unknown[]): boolean => {
  const names = (group: unknown) =>
    Object.keys(group as object)
      .sort()
      .join('\n');
  return groups.every(isGroup) && groups.every((group) => names(group) === names(groups[0]));
};

const mergedField = (base: unknown, typed: unknown, newer: unknown): unknown => {
  if (isSame(typed, base)) return newer;
  return areAlike(base, typed, newer) ? merged(base as Fields, typed as Fields, newer as Fields) : typed;
};

/**
 * What a form says once a newer version of its record was read. `base`: what was read before; `typed`: what the form says; `newer`: what
 * stands there now. A field that nobody touched takes the newer value, what was typed stays. A list is one field.
 */
export function merged<Values extends object>(base: Values, typed: Values, newer: Values): Values {
  const names = new Set([...Object.keys(newer), ...Object.keys(typed)]) as Set<keyof Values & string>;
  const fields = [...names].map((name) => [name, mergedField(base[name], typed[name], newer[name])]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Values;
}
