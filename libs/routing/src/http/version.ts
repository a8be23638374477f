import { Refusal } from '#contracts';

/** The header that says it, for the API's description. */
export const ifMatch = {
  name: 'If-Match',
  description: 'The version that a change starts from, such as "3".',
} as const;

/** The version that a change starts from, out of `If-Match: "3"`; null when the header is not there. */
export function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const version = /^"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (!version) throw new Refusal('version-mismatch', 'If-Match does not name a version of this, such as "3".');
  return Number(version);
}
