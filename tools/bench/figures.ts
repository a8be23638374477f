/** The value below which this share of the figures lies (nearest rank). */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export const median = (figures: readonly number[]): number => percentile(figures, 0.5);

export const rounded = (figure: number, digits = 0): number => Number(figure.toFixed(digits));

/** What something took with and without something else, one right after the other. */
export interface Pair {
  readonly with: number;
  readonly without: number;
}

/**
 * How much of a rate something costs, in percent: half of the pairs say less. Each pair is compared by itself, so that what makes the whole machine slow for
 * a while makes no difference. Of times and of CPU seconds alike: what takes longer is so much rarer.
 */
export const costPercent = (pairs: readonly Pair[]): number =>
  rounded(median(pairs.map((pair) => (1 - pair.without / pair.with) * 100)), 1);

/** Rows under headings, padded so that they stand in columns. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('   '),
    )
    .join('\n');
}
