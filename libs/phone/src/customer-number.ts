import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { phoneNumber, type PhoneNumber } from '#contracts';

/**
 * A customer's number in whatever way somebody wrote it down: `(425) 123-4567`, `0043 1 5858`, `+1 425.123.4567`. Without a country code
 * it is one of `country` (ISO). Null: it is no number. Formatting never keeps a customer from being found (product.md 18.1).
 */
export function normaliseCustomerNumber(typed: string, country: string): PhoneNumber | null {
  const text = typed.trim().replace(/^00(?=[1-9])/, '+');
  if (text === '') return null;
  const home = isSupportedCountry(country) ? country : undefined;
  const candidates = text.startsWith('+') ? [text] : [text, `+${text.replace(/\D/g, '')}`];
  for (const candidate of candidates) {
    const parsed = parsePhoneNumberFromString(candidate, home ? { defaultCountry: home } : {});
    if (parsed?.isPossible()) return phoneNumber.parse(parsed.number);
  }
  return null;
}

/** Whether a text is a country as ISO 3166 writes it, and one that has telephones. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);
