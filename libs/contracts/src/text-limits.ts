/** One SMS holds this many characters at most, as the provider counts them (product.md 3.2). */
export const longestText = 1600;
/** What is written at once may be as long as four SMS texts; the gateway sends it in as many as it takes. */
export const longestReply = 4 * longestText;
/** What no text can hold: NUL, and halves of a character that lost the other half. */
export const unspeakable = /[\0\p{Surrogate}]/u;
