/** A word of the address that is one of these; anything else is as if it were not there. */
export const oneOf = <const Word extends string>(words: readonly Word[], typed: unknown): Word | undefined =>
  words.find((word) => word === typed);
