/** The share of the golden ratio: multiples of it fill the circle more evenly than those of any other number. */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * A number from 0 to 1 for the n-th time, beginning anywhere: as unforeseeable as dice for one, and spread so evenly over many that shares
 * are met within a few items whatever their number (product.md 8: "actual shares converge with volume").
 */
export const evenChance = (beginning: number, n: number): number => (beginning + n * golden) % 1;

/** One of these by their percentages, chosen by a number from 0 to 1. */
export function byShare<Share extends { readonly percent: number }>(shares: readonly Share[], chance: number): Share {
  let left = chance * 100;
  for (const share of shares) {
    left -= share.percent;
    if (left < 0) return share;
  }
  return shares.at(-1)!;
}
