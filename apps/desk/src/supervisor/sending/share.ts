/** Delivered among those of which the end is known, from 0 to 1; null: of none. */
export function deliveredShare(of: {
  readonly delivered: number;
  readonly undelivered: number;
  readonly failed: number;
}): number | null {
  const known = of.delivered + of.undelivered + of.failed;
  return known === 0 ? null : of.delivered / known;
}
