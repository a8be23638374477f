import { type Locale, locales } from '#contracts';

/** The locale that a language found in a text means here: the conversation's own where it is the same language; null: none that we know. */
export function localeOf(detected: string, current: Locale): Locale | null {
  const [language = ''] = detected.toLowerCase().split(/[-_]/);
  if (current.toLowerCase().startsWith(`${language}-`)) return current;
  const exact = locales.find((one) => one.toLowerCase() === detected.replace('_', '-').toLowerCase());
  return exact ?? locales.find((one) => one.toLowerCase().startsWith(`${language}-`)) ?? null;
}

/** How sure a translator has to be before a conversation changes its language, where foreign words alone do not make a foreign text (product.md 24). */
export const sureEnough = 0.8;
