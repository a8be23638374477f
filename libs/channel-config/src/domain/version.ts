import { Refusal } from '#contracts';

/**
 * Refuses a change that was made from another version than there is (`version-mismatch`) or does not say from which (`version-required`):
 * two administrators don't overwrite each other (decisions P).
 */
export function refuseOtherVersion(what: string, known: { readonly version: number }, from: number | null): void {
  if (from === null)
    throw new Refusal('version-required', `Say which version you change: If-Match: "${known.version}".`);
  if (known.version !== from) throw new Refusal('version-mismatch', `This ${what} is at version ${known.version} now.`);
}
