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

/** The same where a row carries a button that takes something: gone ones keep their places, too, so that nothing else comes under a click. */
export function settleInPlace(before: readonly string[], wanted: readonly string[], isHeld: boolean) {
  if (!isHeld || before.length === 0) return { shown: wanted, fresh: 0, gone: new Set<string>() };
  const still = new Set(wanted);
  const gone = new Set(before.filter((id) => !still.has(id)));
  return { shown: before, fresh: wanted.filter((id) => !before.includes(id)).length, gone };
}
