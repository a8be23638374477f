import type { FieldError } from './problem.ts';

const halfACharacter = /\p{Surrogate}/u;
/** No schema of ours goes this deep; a body made to exhaust the stack does. */
const deepest = 50;

/**
 * The fields whose text no table can keep: U+0000, which Postgres refuses, and halves of a surrogate pair, which are
 * no characters. `at` is the name of the value itself.
 */
export function unstorable(value: unknown, at: readonly string[]): FieldError[] {
  if (typeof value === 'string') {
    if (value.includes('\0')) return [{ field: at.join('.'), message: 'must not contain the NUL character' }];
    if (halfACharacter.test(value)) return [{ field: at.join('.'), message: 'must be well-formed Unicode' }];
    return [];
  }
  if (typeof value !== 'object' || value === null || at.length > deepest) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorable(inner, [...at, key]));
}
