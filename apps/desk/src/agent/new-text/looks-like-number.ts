/** What is typed may be a number: it has digits, and no letters. */
export const looksLikeNumber = (typed: string): boolean => /\d/.test(typed) && !/\p{L}/u.test(typed);
