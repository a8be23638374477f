import { hourMs } from './durations.ts';
/** One SMS holds this many characters at most, as the provider counts them (product.md 3.2). */
export const longestText = 1600;
/** What is written at once may be as long as four SMS texts; the gateway sends it in as many as it takes. */
export const longestReply = 4 * longestText;
/** For how long a text waits to leave where its writer said nothing else, in milliseconds: a later answer would only puzzle the customer. */
export const longestWaitMs = 4 * hourMs;
/** What no text can hold: NUL, and halves of a character that lost the other half. */
export const unspeakable = /[\0\p{Surrogate}]/u;

/** What agents may attach (product.md 23), by their endings; a file has to be inside what it is called. */
export const attachable = {
  extensions: ['jpg', 'jpeg', 'gif', 'png', 'mp3', 'oga', 'ogg', 'amr', 'mp4', 'pdf', 'csv'],
  /** Of one text, Twilio's. */
  files: 10,
  /** Of all files of one text together, Twilio's. */
  bytes: 5_000_000,
} as const;
