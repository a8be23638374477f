/** Half open: `from` belongs to it, `to` does not. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The same moments as ascending stretches that neither overlap nor touch; empty ones vanish. */
export function merge(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What of some stretches is left without others. Both as `merge` gives them. */
export function without(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((stretch) => {
    const left: Stretch[] = [];
    let { from } = stretch;
    for (const other of others) {
      if (other.to <= from) continue;
      if (other.from >= stretch.to) break;
      if (from < other.from) left.push({ from, to: other.from });
      from = other.to;
    }
    if (from < stretch.to) left.push({ from, to: stretch.to });
    return left;
  });
}
