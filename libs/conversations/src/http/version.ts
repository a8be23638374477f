import { Refusal } from '#contracts';

/** The version that a change starts from, out of `If-Match: "3"`; null when the header is not there. */
export function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const version = /^"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (!version) throw new Refusal('version-mismatch', 'If-Match does not name a version of this, such as "3".');
  return Number(version);
}
