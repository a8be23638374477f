import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** The number that somebody typed, in whatever way; without a country code it is one of our line's country. Null: it is none yet. */
export function numberIn(typed: string, line: string): string | null {
  const home = parsePhoneNumberFromString(line)?.country;
  const text = typed.trim().replace(/^00(?=[1-9])/, '+');
  const parsed = parsePhoneNumberFromString(text, home ? { defaultCountry: home } : {});
  return parsed?.isPossible() ? parsed.number : null;
}
