/** The parts of a list: an array, or one text with commas between them. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return value === null || value === undefined ? [] : [value];
}
