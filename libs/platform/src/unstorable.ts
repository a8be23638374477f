import type { FieldError } from './problem.ts';

const halfACharacter = /\p{Surrogate}/u;
/** No schema of ours goes this deep; a body made to exhaust the stack does. */
const deepest = 50;

/**
 * The fields whose text no table can keep: U+0000, which Postgres refuses, and halves of a surrogate pair, which are
 * no characters. A name that holds one is told as the field that it stands in. `at` is the name of the value itself.
 */
export function unstorable(value: unknown, at: readonly string[]): FieldError[] {
  if (typeof value === 'string') return faultOf(value, at, '');
  if (typeof value !== 'object' || value === null || at.length > deepest) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const faults = faultOf(name, at, ' in a name');
    return faults.length > 0 ? faults : unstorable(inner, [...at, name]);
  });
}

function faultOf(text: string, at: readonly string[], where: string): FieldError[] {
  const field = at.join('.');
  if (text.includes('\0')) return [{ field, message: `must not contain the NUL character${where}` }];
  if (halfACharacter.test(text)) return [{ field, message: `must be well-formed Unicode${where}` }];
  return [];
}
