/** The part of the work that goes to one queue, in percent. */
export interface Share {
  readonly percent: number;
}

const whole = 100;

/**
 * Gives the shares at `others` what is left, in proportion to what they had, each at least 1. Rounding goes to the largest, so the sum is
 * always exactly what is left. There is at least 1 left for each.
 */
function split(percents: readonly number[], left: number): readonly number[] {
  const sum = percents.reduce((all, one) => all + one, 0) || 1;
  const parts = percents.map((one) => Math.max(1, Math.floor((one / sum) * left)));
  let rest = left - parts.reduce((all, one) => all + one, 0);
  while (rest !== 0) {
    const most = parts.indexOf(Math.max(...parts));
    // what is too much comes from whoever has more than its least, one by one where needed
    const step = rest > 0 ? rest : Math.max(rest, 1 - parts[most]!);
    parts[most] = parts[most]! + step;
    rest -= step;
  }
  return parts;
}

const asShares = <One extends Share>(shares: readonly One[], percents: readonly number[]): readonly One[] =>
  shares.map((share, index) => ({ ...share, percent: percents[index]! }));

/** One share is set, and the others give or take in proportion: together they stay at 100. */
export function withShare<One extends Share>(shares: readonly One[], at: number, percent: number): readonly One[] {
  if (shares.length === 1) return asShares(shares, [whole]);
  const most = whole - (shares.length - 1);
  const wanted = Math.min(most, Math.max(1, Math.round(percent)));
  const others = split(
    shares.filter((_, index) => index !== at).map((share) => share.percent),
    whole - wanted,
  );
  return asShares(
    shares,
    shares.map((_, index) => (index === at ? wanted : others[index < at ? index : index - 1]!)),
  );
}

/** One more, which takes its fair part from the others. */
export const oneMore = <One extends Share>(shares: readonly One[], more: One): readonly One[] =>
  withShare([...shares, { ...more, percent: 1 }], shares.length, whole / (shares.length + 1));

/** One less: what it had goes to the others in proportion. */
export function oneLess<One extends Share>(shares: readonly One[], at: number): readonly One[] {
  const left = shares.filter((_, index) => index !== at);
  return left.length === 0
    ? left
    : asShares(
        left,
        split(
          left.map(({ percent }) => percent),
          whole,
        ),
      );
}
