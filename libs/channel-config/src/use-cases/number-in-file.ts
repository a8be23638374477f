import { type ConfiguredThing, numberType } from '#contracts';
import { normaliseNumber } from '#phone';

/** Without quotes, YAML takes a number for a number. */
export const withDigits = (thing: ConfiguredThing): ConfiguredThing =>
  typeof thing['number'] === 'number' ? { ...thing, number: String(thing['number']) } : thing;

/** The address of a number as a file says it; null: it says none that can be read. */
export function addressOf({ number, type }: ConfiguredThing): string | null {
  const read = numberType.safeParse(type);
  if (typeof number !== 'string' || !read.success) return null;
  const normalised = normaliseNumber(number, read.data);
  return normalised.ok ? normalised.address : null;
}
