import type { z } from 'zod';

type Path = readonly (string | number)[];
type Schema = z.core.$ZodType;

const at = (step: string | number, paths: readonly Path[]): Path[] => paths.map((path) => [step, ...path]);
const isThing = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const key = (path: Path): string => JSON.stringify(path);

/**
 * The fields of a value, however deep, that its schema does not know and would pass over in silence, by their paths. Of a choice between several schemas
 * the one counts that reads the value. What the schema does not read at all has no unknown fields: reading it says what is wrong.
 */
export function unknownFields(schema: Schema, value: unknown): Path[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object': {
      if (!isThing(value) || def.catchall) return [];
      return Object.keys(value).flatMap((name): Path[] =>
        Object.hasOwn(def.shape, name) ? at(name, unknownFields(def.shape[name]!, value[name])) : [[name]],
      );
    }
    case 'array':
      return Array.isArray(value) ? value.flatMap((one, n) => at(n, unknownFields(def.element, one))) : [];
    case 'tuple':
      return Array.isArray(value)
        ? value.flatMap((one, n) => {
            const item = def.items[n] ?? def.rest;
            return item ? at(n, unknownFields(item, one)) : [];
          })
        : [];
    case 'record':
      return isThing(value)
        ? Object.entries(value).flatMap(([name, one]) => at(name, unknownFields(def.valueType, one)))
        : [];
    case 'union': {
      const reading = def.options.filter((option) => (option as z.ZodType).safeParse(value).success);
      const found = reading.map((option) => unknownFields(option, value));
      return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
    }
    case 'intersection': {
      const right = new Set(unknownFields(def.right, value).map(key));
      return unknownFields(def.left, value).filter((path) => right.has(key(path)));
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unknownFields(def.innerType, value);
    case 'lazy':
      return unknownFields(def.getter(), value);
    case 'pipe':
      return unknownFields(def.in, value);
    default:
      return [];
  }
}
