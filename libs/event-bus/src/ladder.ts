/** How long a failed event or timer waits before each further attempt, in milliseconds (decisions A). */
export const ladder: readonly number[] = [1_000, 10_000, 60_000, 600_000, 3_600_000];

/** The wait after so many failures, or null: it was the last attempt. */
export const waitAfter = (failures: number, steps: readonly number[]): number | null => steps[failures - 1] ?? null;

const units = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** The name of a step's queue, as a person reads it: `retry.10min`. */
export function stepName(ms: number): string {
  const [size, unit] = units.find(([size]) => ms >= size && ms % size === 0) ?? ([1, 'ms'] as const);
  return `retry.${ms / size}${unit}`;
}
