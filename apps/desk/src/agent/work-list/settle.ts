/** What a list shows while somebody has the pointer or the focus in it. */
export interface Settled {
  /** Ids in the order they are shown. */
  readonly shown: readonly string[];
  /** How many wait to be shown. */
  readonly fresh: number;
}

/**
 * Nothing moves under the pointer: while the list is held, rows keep their places, new ones gather, gone ones leave.
 * Once it is let go it takes the wanted order.
 */
export function settle(before: readonly string[], wanted: readonly string[], isHeld: boolean): Settled {
  if (!isHeld || before.length === 0) return { shown: wanted, fresh: 0 };
  const still = new Set(wanted);
  const shown = before.filter((id) => still.has(id));
  return { shown, fresh: wanted.length - shown.length };
}
