/**
 * Milliseconds before the next attempt: doubling from a second to fifteen, and spread by `chance` (0 to 1), so that a thousand desks
 * do not come back in the same instant.
 */
export const waitBefore = (attempt: number, chance: number): number =>
  Math.min(1_000 * 2 ** attempt, 15_000) * (0.5 + chance / 2);

/** The server speaks every 15 s; after this long without a word the connection is taken for dead. */
export const silence = 40_000;
