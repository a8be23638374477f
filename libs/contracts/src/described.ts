import { z } from 'zod';

/*
 * Doc comments of contracts are what the OpenAPI description says of them. The build puts these functions around what has one
 * (tools/build/descriptions.ts); nothing else calls them, and in the browser there are none.
 */

/** A field as it is described where it stands: the same schema may be described otherwise elsewhere. What is no schema stays as it is. */
export const describedField = <Value>(value: Value, description: string): Value =>
  value instanceof z.ZodType ? value.describe(description) : value;

/** A schema of its own with what is said of it as a whole; under its name (`meta({ id })`), where it has one. */
export function describedSchema<Value>(value: Value, description: string): Value {
  if (!(value instanceof z.ZodType)) return value;
  const known = z.globalRegistry.get(value);
  if (!known?.id) return value.describe(description);
  z.globalRegistry.add(value, { ...known, description });
  return value;
}
