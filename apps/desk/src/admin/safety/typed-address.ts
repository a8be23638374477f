/** Whom somebody means: a phone number however it is spaced, or a sender's name as it is. */
export const typedAddress = (typed: string): string =>
  /\p{L}/u.test(typed) ? typed.trim() : typed.replace(/[\s()-]/g, '');
