import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { address, type Address, type NumberType } from '#contracts';

export type NormalisedNumber =
  | { readonly ok: true; readonly address: Address; readonly country: string | null }
  | { readonly ok: false; readonly why: string };

const no = (why: string): NormalisedNumber => ({ ok: false, why });

/**
 * A support number as an administrator types it: E.164 with plus, digits only as the reference page asks (`14252306549`), or a short code.
 * Answers the one spelling that is stored, or a sentence that says what is wrong (product.md 2.2, R25; settled in 46).
 */
export function normaliseNumber(typed: string, type: NumberType): NormalisedNumber {
  const text = typed.trim();
  if (type === 'short-code')
    return /^\d{3,8}$/.test(text)
      ? { ok: true, address: address.parse(text), country: null }
      : no('must be a short code of 3 to 8 digits');
  if (!/^\+?\d+$/.test(text)) return no('must be the country code and the number, digits only, such as 14252306549');
  const parsed = parsePhoneNumberFromString(text.startsWith('+') ? text : `+${text}`);
  if (!parsed?.isValid()) return no('is not a number that exists in its country');
  const isTollFree = parsed.getType() === 'TOLL_FREE';
  if (type === 'toll-free' && !isTollFree) return no('is not a toll-free number');
  if (type === 'long-code' && isTollFree) return no('is a toll-free number, not a long code');
  return { ok: true, address: address.parse(parsed.number), country: parsed.country ?? null };
}

/** The ISO country an address belongs to; null for short codes, sender names and numbers that do not tell. */
export const countryOf = (from: Address): string | null =>
  from.startsWith('+') ? (parsePhoneNumberFromString(from)?.country ?? null) : null;

/** How people write a number in its own country, and which that is; a short code and a name are shown as they are. */
export function shownNumber(number: Address): { formatted: string; country: string | null } {
  const read = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined;
  return { formatted: read?.formatNational() ?? number, country: read?.country ?? null };
}
