import { Refusal } from '#contracts';

/** Refuses a change that was made from another version than there is: two administrators don't overwrite each other (decisions P). */
export function refuseOtherVersion(what: string, known: { readonly version: number }, from: number): void {
  if (known.version !== from) throw new Refusal('version-mismatch', `This ${what} is at version ${known.version} now.`);
}
