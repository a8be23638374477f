/** The paths at which two values of JSON differ, in the order of their fields: `shifts.0.times.opens`. */
export function differences(before: unknown, after: unknown, at = ''): readonly string[] {
  if (Object.is(before, after)) return [];
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) return [at];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field) => {
    const inside = at === '' ? field : `${at}.${field}`;
    return differences(before[field], after[field], inside);
  });
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether two values of JSON say the same, in whatever order their fields stand. */
export const isSame = (one: unknown, other: unknown): boolean => differences(one, other).length === 0;
